import { expect } from 'chai';
import { playStories, type ProcessPlay } from './process-play.ts';

const says = (play: ProcessPlay, satisfaction: string): Promise<void> =>
  play.completes('surveyCustomer', { satisfaction, surveyComment: 'As told on the phone.' });

const calls = (play: ProcessPlay, callResult: string, data = {}): Promise<void> =>
  play.completes('callCustomer', { callResult, ...data });

const templatesOf = ({ store }: ProcessPlay): string[] => store.messages.map(({ template }) => template);

describe('The satisfaction callback', () => {
  playStories('satisfactionCallback', {
    'praise is passed on to the agents and the leader of the centre': async (play) => {
      await play.registers();
      const [task] = await play.waitsFor('surveyCustomer');
      expect(task?.candidates).to.deep.equal(['satisfaction-surveyor@lanzhou']);
      await says(play, 'very-satisfied');
      await play.isClosed();
      expect(play.store.messages[0]).to.deep.include({
        to: ['senior-agent@lanzhou', 'centre-leader@lanzhou'],
        template: 'callback-praise',
      });
    },
    'a satisfied, neutral or silent customer is written down': async (play) => {
      await play.registers();
      await says(play, 'refused');
      await play.isClosed();
      expect(await play.data()).to.include({ satisfaction: 'refused', attempt: 1 });
    },
    'a dissatisfied customer is left to whoever asked for the callback': async (play) => {
      await play.registers();
      await says(play, 'dissatisfied');
      await play.isClosed();
      expect(templatesOf(play)).to.deep.equal([]);
    },
    'a customer not reached is called again after two hours and a day, then written to': async (play) => {
      await play.registers();
      await says(play, 'unreachable');
      await play.passes('PT1H59M');
      await play.waitsFor();
      await play.passes('PT1M');
      await says(play, 'unreachable');
      await play.passes('PT23H59M');
      await play.waitsFor();
      await play.passes('PT1M');
      await says(play, 'unreachable');
      await play.isClosed();
      expect(templatesOf(play)).to.deep.equal(['callback-missed']);
      expect(await play.data()).to.include({ satisfaction: 'unreachable', attempt: 3 });
    },
    'a survey left lying is called to mind and reported until it is done': async (play) => {
      await play.registers();
      await play.passes('PT47H');
      expect(templatesOf(play)).to.deep.equal(['task-reminder']);
      await play.passes('P3D');
      expect(templatesOf(play)).to.deep.equal(['task-reminder', 'task-overdue', 'task-overdue']);
      await says(play, 'neutral');
      await play.isClosed();
    },
  });
});

describe('The promised callback', () => {
  const promisedAt = '2026-03-02T18:00:00+08:00';

  playStories('promisedCallback', {
    'the customer is called at the promised time': async (play) => {
      await play.registers({}, { promisedAt });
      await play.passes('PT1H59M');
      await play.waitsFor();
      await play.passes('PT1M');
      const [task] = await play.waitsFor('callCustomer');
      expect(task?.candidates).to.deep.equal(['junior-agent@lanzhou', 'senior-agent@lanzhou']);
      expect(task?.dueAt?.toISOString()).to.equal('2026-03-02T10:30:00.000Z');
      await calls(play, 'reached', { response: 'Explained the bill.' });
      await play.isClosed();
    },
    'without a time the call is due at once': async (play) => {
      await play.registers();
      await play.passes('PT1M');
      await calls(play, 'reached');
      await play.isClosed();
    },
    'a customer who asks for another time is called then, with three attempts again': async (play) => {
      await play.registers({}, { promisedAt });
      await play.passes('PT2H');
      await calls(play, 'unreachable');
      await play.passes('PT30M');
      await calls(play, 'call-later', { promisedAt: '2026-03-03T09:00:00+08:00' });
      await play.passes('PT14H29M');
      await play.waitsFor();
      await play.passes('PT1M');
      expect(await play.data()).to.include({ attempt: 1 });
      await calls(play, 'reached');
      await play.isClosed();
    },
    'after three attempts at growing distance the customer is written to': async (play) => {
      await play.registers({}, { promisedAt });
      await play.passes('PT2H');
      await calls(play, 'unreachable');
      await play.passes('PT30M');
      await calls(play, 'unreachable');
      // Four hours from 18:30 that are not at night: until 21:00, and from 09:00.
      await play.passes('PT15H59M');
      await play.waitsFor();
      await play.passes('PT1M');
      await calls(play, 'unreachable');
      await play.isClosed();
      expect(templatesOf(play)).to.deep.equal(['callback-missed']);
    },
    'a call nobody makes is reported to the manager hotline every half hour': async (play) => {
      await play.registers({}, { promisedAt });
      await play.passes('PT2H24M');
      expect(templatesOf(play)).to.deep.equal(['task-reminder']);
      await play.passes('PT36M');
      expect(templatesOf(play)).to.deep.equal(['task-reminder', 'task-overdue', 'task-overdue']);
      expect(play.store.messages[1]?.to).to.deep.equal(['manager-hotline@lanzhou']);
      await calls(play, 'reached');
      await play.isClosed();
    },
  });
});
