import { expect } from 'chai';
import { explain } from '../../../../engine/execution/explain.ts';
import {
  boundary,
  catchEvent,
  duration,
  element,
  end,
  external,
  flows,
  inclusive,
  message,
  parallel,
  process,
  start,
  user,
} from '../bpmn.ts';
import { scenario, type Play } from '../play.ts';

const reasons = (play: Play): string[] => explain(play.definition, play.execution).map(({ because }) => because);

describe('explaining why tokens wait', () => {
  scenario(
    'names people, topics, moments and messages',
    process(
      start('s'),
      parallel('f'),
      user('a', { name: 'Assess', 'camunda:candidateGroups': 'junior,senior' }),
      boundary('t', 'a', duration('PT1H')),
      external('charge'),
      catchEvent('pause', duration('PT2H')),
      catchEvent('paid', message('Paid', { 'ladder:correlationKey': '="k"' })),
      element('callActivity', 'call', { calledElement: 'survey' }),
      end('e'),
      flows('s > f > a > e', 't > e', 'f > charge', 'f > pause', 'f > paid', 'f > call'),
    ),
    (play) => {
      play.start();
      expect(reasons(play)).to.deep.equal([
        "'Assess' waits for junior, senior to complete it.",
        "'charge' waits for a worker of the topic 'charge'.",
        "'pause' waits until 2026-03-02T14:00:00.000Z.",
        "'paid' waits for the message 'Paid' with the key 'k'.",
        "'call' waits for the called process 'survey' to end.",
      ]);
    },
  );
  scenario(
    'says which tokens a join misses and whether they can still come',
    process(
      start('s'),
      parallel('f'),
      user('a'),
      user('b'),
      parallel('j'),
      user('c'),
      flows('s > f > a > j > c', 'f > b > j'),
    ),
    (play) => {
      play.start();
      play.complete('a');
      expect(reasons(play)).to.include(
        "'j' has 1 of 2 tokens and waits for those from 'b'; a token can still come from 'b'.",
      );
      play.modify({ type: 'cancel', executionId: play.idOf('b') });
      expect(reasons(play)).to.deep.equal([
        "'j' has 1 of 2 tokens and waits for those from 'b'; no token can come there any more.",
      ]);
    },
  );
  scenario(
    'explains an inclusive join',
    process(
      start('s'),
      parallel('f'),
      user('a'),
      user('b'),
      inclusive('j'),
      user('c'),
      flows('s > f > a > j > c', 'f > b > j'),
    ),
    (play) => {
      play.start();
      play.complete('a');
      expect(reasons(play)[0]).to.include("'j' has 1 of 2 tokens");
    },
  );
  scenario(
    'repeats what went wrong',
    process(
      start('s'),
      element('userTask', 'a', {}, '<multiInstanceLoopCharacteristics camunda:collection="people"/>'),
      flows('s > a'),
    ),
    (play) => {
      play.start();
      expect(reasons(play)).to.deep.equal(["'a' has stopped: The collection 'people' is no list but null."]);
    },
  );
});
