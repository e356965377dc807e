import { expect } from 'chai';
import { playStories, type ProcessPlay } from './process-play.ts';

const classifies = (play: ProcessPlay): Promise<void> =>
  play.completes('classifySuggestion', {
    suggestionKind: 'tariff',
    isNew: 'yes',
    summary: 'A tariff for night hours.',
  });

const records = (play: ProcessPlay, tellCustomer: 'yes' | 'no'): Promise<void> =>
  play.completes('recordOutcome', { outcome: 'adopted', outcomeReason: 'Planned for autumn.', tellCustomer });

const templatesOf = ({ store }: ProcessPlay): string[] => store.messages.map(({ template }) => template);

describe('The suggestion process', () => {
  playStories('suggestion', {
    'a suggestion is thanked for at once, judged by the branch and answered': async (play) => {
      await play.registers({ category: 'suggestion' });
      expect(templatesOf(play)).to.deep.equal(['suggestion-received']);
      const [task] = await play.waitsFor('classifySuggestion');
      expect(task?.candidates).to.deep.equal(['knowledge-manager@lanzhou']);
      await classifies(play);
      const [advice] = await play.waitsFor('adviseOnSuggestion');
      expect(advice?.candidates).to.deep.equal(['branch-handler@lanzhou-branch-service']);
      await play.completes('adviseOnSuggestion', { advice: 'adopt', adviceReason: 'Much asked for.' });
      await records(play, 'yes');
      await play.isClosed();
      expect(templatesOf(play)).to.deep.equal([
        'suggestion-received',
        'suggestion-forwarded',
        'suggestion-decided',
        'suggestion-answered',
      ]);
      expect(await play.data()).to.include({ isNew: 'yes', outcome: 'adopted' });
    },
    'a suggestion the branch does not advise on goes on after ten working days': async (play) => {
      await play.registers({ category: 'suggestion' });
      await classifies(play);
      // Ten working days of the branch, which is free on two week-ends between.
      await play.passes('P10D');
      expect(templatesOf(play).at(-1)).to.equal('task-reminder');
      await play.passes('P4D');
      await play.waitsFor('recordOutcome');
      await records(play, 'no');
      await play.isClosed();
      expect(templatesOf(play).slice(2)).to.deep.equal(['task-reminder', 'task-overdue', 'suggestion-decided']);
    },
    'what the knowledge manager leaves lying is called to mind and reported': async (play) => {
      await play.registers({ category: 'suggestion' });
      await play.passes('P4D');
      expect(templatesOf(play).slice(1)).to.deep.equal(['task-reminder', 'task-overdue', 'task-overdue']);
      await classifies(play);
      await play.completes('adviseOnSuggestion', { advice: 'decline', adviceReason: 'Too dear.' });
      await play.passes('P6D');
      expect(templatesOf(play).slice(5)).to.deep.equal(['task-reminder', 'task-overdue']);
      await records(play, 'no');
      await play.isClosed();
    },
  });
});
