import { expect } from 'chai';
import {
  boundary,
  duration,
  element,
  eventGateway,
  catchEvent,
  exclusive,
  flows,
  input,
  mapping,
  multiInstance,
  parallel,
  process,
  standardLoop,
  start,
  subProcess,
  user,
} from '../bpmn.ts';
import { scenario } from '../play.ts';
import { refusalOf } from '../refusal-of.ts';

const around = (...activity: string[]): string =>
  process(start('s'), user('first'), ...activity, user('after'), flows('s > first > a > after'));

const looped = (loop: string): string =>
  around(
    subProcess('a', loop, start('s1'), user('x'), user('y'), flows('s1 > x > y')),
    boundary('t', 'a', duration('PT1H')),
    user('late'),
    flows('t > late'),
  );

describe('inserting an instance', () => {
  const collecting = around(
    user(
      'a',
      multiInstance({
        cardinality: '2',
        completion: '=nrOfCompletedInstances = nrOfInstances - 1',
        'ladder:outputCollection': 'results',
        'ladder:outputElement': '=answer',
      }) + mapping(input('answer', '${null}')),
    ),
  );
  scenario('counts it among the others and gives it a place in the outputs', collecting, (play) => {
    play.start();
    play.complete('first');
    play.modify({ type: 'insertBefore', activityId: 'a', targetScopeId: play.find('a').scopeIds[0]! });
    const added = play.waiting.findLast(({ activityId }) => activityId === 'a')!;
    expect(added).to.have.property('data').that.includes({ loopCounter: 2 });
    play.apply({ type: 'complete', executionId: added.executionId, data: { answer: 'last' } });
    expect(play.waits).to.deep.equal(['a', 'a']);
    play.complete('a', { answer: 'one' });
    expect(play.waits).to.deep.equal(['after']);
    expect(play.data).to.deep.equal({ results: ['one', null, 'last'] });
  });
  scenario(
    'is refused where they run one after the other',
    around(user('a', multiInstance({ cardinality: '2', isSequential: true }))),
    (play) => {
      play.start();
      play.complete('first');
      const targetScopeId = play.find('a').scopeIds[0]!;
      const refusal = refusalOf(() => play.modify({ type: 'insertBefore', activityId: 'a', targetScopeId }));
      expect(refusal.code).to.equal('NOT_SUPPORTED');
      expect(refusal.message).to.equal("'a' runs its instances one after the other; none can be added beside.");
    },
  );
  scenario('is an ordinary token for a standard loop', around(user('a', standardLoop({ loopMaximum: 1 }))), (play) => {
    play.start();
    play.complete('first');
    play.modify({ type: 'insertBefore', activityId: 'a', targetScopeId: play.find('a').scopeIds[0]! });
    play.complete('a');
    play.complete('a');
    expect(play.waits).to.deep.equal(['after', 'after']);
  });
  scenario(
    'is an ordinary token when the scope named is that of another activity',
    around(user('a', multiInstance({ cardinality: '1' })), user('b', multiInstance({ cardinality: '1' }))),
    (play) => {
      play.start();
      play.complete('first');
      play.modify({ type: 'insertBefore', activityId: 'b', targetScopeId: play.find('a').scopeIds[0]! });
      play.complete('a');
      expect(play.waits).to.deep.equal(['after', 'b']);
    },
  );
});

describe('inserting into a sub-process that is not open', () => {
  for (const [what, loop] of Object.entries({
    'multi-instance activity': multiInstance({ cardinality: '3' }),
    'sequence of instances': multiInstance({ cardinality: '3', isSequential: true }),
    loop: standardLoop({ loopMaximum: 1 }),
  }))
    scenario(`opens a ${what} with this one instance and its border`, looped(loop), (play) => {
      play.start();
      play.modify({ type: 'move', executionId: play.idOf('first'), toActivityId: 'y' });
      expect(play.waits).to.deep.equal(['t', 'y']);
      expect(play.find('y').scopeIds).to.have.length(2);
      expect(play.find('y')).to.have.property('data').that.deep.equals({ loopCounter: 0 });
      play.complete('y');
      expect(play.waits).to.deep.equal(['after']);
    });
  scenario('arms its border once', looped(''), (play) => {
    play.start();
    play.modify({ type: 'move', executionId: play.idOf('first'), toActivityId: 'y' });
    play.fire('t');
    expect(play.waits).to.deep.equal(['late']);
  });
});

describe('the scope of an inserted token', () => {
  const twice = process(
    start('s'),
    parallel('f'),
    subProcess(
      'outer',
      { name: 'Outer' },
      start('s1'),
      user('o'),
      subProcess('inner', { name: 'Inner' }, start('s2'), user('x'), user('y'), flows('s2 > x > y')),
      flows('s1 > o', 's1 > inner'),
    ),
    flows('s > f', 'f1: f > outer', 'f2: f > outer'),
  );
  scenario('has to be named when several are open', twice, (play) => {
    play.start();
    const refusal = refusalOf(() => play.modify({ type: 'insertBefore', activityId: 'y' }));
    const open = play.waiting.flatMap((entry) => (entry.activityId === 'x' ? entry.scopeIds.at(-1)! : []));
    const inner = (refusal.details['scopeIds'] as string[]).toSorted();
    expect(refusal.code).to.equal('NOT_SUPPORTED');
    expect(refusal.message).to.equal(
      `'Inner' is open 2 times; name one as targetScopeId: ${(refusal.details['scopeIds'] as string[]).join(', ')}.`,
    );
    expect(open).to.have.length(2);
    expect(inner).to.have.length(2);
    expect(() => play.modify({ type: 'insertBefore', activityId: 'y', targetScopeId: 'nobody' })).to.throw(
      /open 2 times/,
    );
  });
  scenario('may be one around it, in which it is then opened once more', twice, (play) => {
    play.start();
    const outer = play.find('o').scopeIds[0]!;
    play.modify({ type: 'insertBefore', activityId: 'y', targetScopeId: outer });
    expect(play.count('inner')).to.equal(3);
    expect(play.find('y').scopeIds).to.include(outer);
  });
  scenario('stays the one a moved token is in, even from further inside', twice, (play) => {
    play.start();
    const x = play.waiting.findLast(({ activityId }) => activityId === 'x')!;
    play.modify({ type: 'move', executionId: x.executionId, toActivityId: 'o' });
    expect(play.count('outer')).to.equal(2);
    const places = play.waiting.flatMap((entry) => (entry.activityId === 'o' ? entry.scopeIds[0]! : []));
    expect(places).to.have.length(3);
    expect(new Set(places).size).to.equal(2);
    expect(places.filter((id) => x.scopeIds.includes(id))).to.have.length(2);
  });
});

describe('a token put behind an element', () => {
  const deciding = process(
    start('s'),
    user('a'),
    exclusive('x'),
    parallel('every'),
    eventGateway('g', { name: 'Which first' }),
    catchEvent('t', duration('PT1H')),
    catchEvent('u', duration('PT2H')),
    user('b', { name: 'Answer' }),
    user('c'),
    user('d'),
    flows(
      's > a > x',
      'x > b if =n > 0',
      'x > c if =n > 1',
      'd > every',
      'every > b',
      'every > c',
      'c > g',
      'g > t > d',
      'g > u > d',
    ),
    flows('b > d if =n > 5'),
  );
  scenario('takes one flow behind an exclusive gateway and all behind a parallel one', deciding, (play) => {
    play.start({ n: 2 });
    play.modify({ type: 'insertAfter', activityId: 'x' });
    expect(play.waits).to.deep.equal(['a', 'b']);
    play.modify({ type: 'insertAfter', activityId: 'every' });
    expect(play.waits).to.deep.equal(['a', 'b', 'b', 'c']);
  });
  scenario('is refused behind an event-based gateway', deciding, (play) => {
    play.start({ n: 2 });
    const refusal = refusalOf(() => play.modify({ type: 'insertAfter', activityId: 'g' }));
    expect(refusal.code).to.equal('NOT_SUPPORTED');
    expect(refusal.message).to.equal("Behind 'Which first' an event decides; put the token before it.");
    expect(refusal.details).to.deep.equal({ activityId: 'g' });
  });
  scenario('is refused where it would get stuck', deciding, (play) => {
    play.start({ n: 2 });
    const refusal = refusalOf(() => play.modify({ type: 'insertAfter', activityId: 'b' }));
    expect(refusal.code).to.equal('NOT_SUPPORTED');
    expect(refusal.message).to.match(/^No condition of the flows leaving 'Answer' is true/);
  });
  scenario('needs a flow or an element that exists', deciding, (play) => {
    play.start({ n: 2 });
    for (const instruction of [
      { type: 'insertOnFlow', flowId: 'nowhere' },
      { type: 'insertAfter', activityId: 'nowhere' },
    ] as const) {
      const refusal = refusalOf(() => play.modify(instruction));
      expect(refusal.code).to.equal('NOT_SUPPORTED');
      expect(refusal.message).to.match(/^Process 'p' has no (sequence flow|element) 'nowhere'/);
    }
  });
  scenario(
    'does not come to what only its own cause begins',
    process(
      start('s'),
      user('a'),
      boundary('late', 'a', duration('PT1H'), { name: 'Too late' }),
      boundary('undo', 'a', '<compensateEventDefinition />'),
      element('userTask', 'takeBack', { isForCompensation: true }),
      user('b'),
      flows('s > a', 'late > b'),
      element('association', 'as', { sourceRef: 'undo', targetRef: 'takeBack', associationDirection: 'One' }),
    ),
    (play) => {
      play.start();
      const [border, handler] = ['late', 'takeBack'].map((activityId) =>
        refusalOf(() => play.modify({ type: 'insertBefore', activityId })),
      );
      expect(border!.code).to.equal('NOT_SUPPORTED');
      expect(border!.message).to.match(/^'Too late' is a boundary event; no token/);
      expect(handler!.message).to.match(/^'takeBack' is a compensation handler; no token/);
    },
  );
});
