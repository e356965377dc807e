import { expect } from 'chai';
import {
  boundary,
  duration,
  element,
  end,
  error,
  escalation,
  external,
  flows,
  input,
  mapping,
  multiInstance,
  output,
  process,
  script,
  signal,
  start,
  subProcess,
  user,
} from '../bpmn.ts';
import { scenario } from '../play.ts';

const around = (activity: string, ...more: string[]): string =>
  process(start('s'), activity, user('after'), flows('s > a > after'), ...more);

const behaving = (behaviour: string, event: string, ...more: string[]): string =>
  process(
    start('s'),
    user(
      'a',
      multiInstance(
        {
          cardinality: '3',
          behavior: behaviour,
          ...(behaviour !== 'Complex' && { [`${behaviour.toLowerCase()}BehaviorEventRef`]: 'thrown' }),
        },
        ...more,
      ),
    ),
    boundary('b', 'a', event, { cancelActivity: false }),
    user('x'),
    user('after'),
    flows('s > a > after', 'b > x'),
    element('endEvent', 'unused', {}, event.replace('Definition', 'Definition id="thrown"')),
  );

describe('multi-instance activity (§13.3.7)', () => {
  scenario(
    'runs as many instances at once as its cardinality says',
    around(user('a', multiInstance({ cardinality: '=n' }))),
    (play) => {
      play.start({ n: 3 });
      expect(play.waits).to.deep.equal(['a', 'a', 'a']);
      expect(
        play.waiting.map((entry) => (entry.kind === 'userTask' ? entry.data['loopCounter'] : undefined)),
      ).to.deep.equal([0, 1, 2]);
      expect(play.waiting[0]!.scopeIds).to.have.length(1);
      play.complete('a');
      play.complete('a');
      expect(play.waits).to.deep.equal(['a']);
      play.complete('a');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'runs one after the other when sequential',
    around(
      user(
        'a',
        multiInstance({ isSequential: true, 'camunda:collection': 'people', 'camunda:elementVariable': 'person' }),
      ),
    ),
    (play) => {
      play.start({ people: ['li', 'wang'] });
      expect(play.find('a')).to.deep.include({ data: { loopCounter: 0, person: 'li' } });
      play.complete('a');
      expect(play.find('a')).to.deep.include({ data: { loopCounter: 1, person: 'wang' } });
      play.complete('a');
      expect(play.waits).to.deep.equal(['after']);
      expect(play.data).to.deep.equal({ people: ['li', 'wang'] });
    },
  );
  scenario(
    'does nothing for an empty collection',
    around(user('a', multiInstance({ 'camunda:collection': '${people}' }))),
    (play) => {
      play.start({ people: [] });
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario('needs a list', around(user('a', multiInstance({ 'camunda:collection': 'people' }))), (play) => {
    play.start({});
    expect(play.incidents()).to.deep.equal(['COLLECTION_MISSING']);
    play.set({ people: [1] });
    play.retry('a');
    expect(play.waits).to.deep.equal(['a']);
  });
  scenario(
    'ends early when its completion condition holds',
    around(
      user('a', multiInstance({ cardinality: '4', completion: '=nrOfCompletedInstances / nrOfInstances >= 0.5' })),
    ),
    (play) => {
      play.start();
      play.complete('a');
      expect(play.waits).to.have.length(3);
      play.complete('a');
      expect(play.waits).to.deep.equal(['after']);
      expect(play.outcomes('a').filter((outcome) => outcome === 'cancelled')).to.have.length(2);
    },
  );
  scenario(
    'collects outputs in the order of the items',
    around(
      user(
        'a',
        multiInstance({
          'camunda:collection': 'list',
          'camunda:elementVariable': 'item',
          'ladder:outputCollection': 'results',
          'ladder:outputElement': '=answer',
        }) + mapping(input('answer', '${null}')),
      ),
    ),
    (play) => {
      play.start({ list: [1, 2] });
      const [first, second] = play.waiting;
      play.apply({ type: 'complete', executionId: second!.executionId, data: { answer: 'two' } });
      play.apply({ type: 'complete', executionId: first!.executionId, data: { answer: 'one' } });
      expect(play.data).to.deep.equal({ list: [1, 2], results: ['one', 'two'] });
    },
  );
  scenario(
    'reads the standard’s loop data',
    process(
      '<dataObject id="d" name="parts"/><dataObjectReference id="dr" dataObjectRef="d"/>',
      start('s'),
      user(
        'a',
        '<multiInstanceLoopCharacteristics><loopDataInputRef>dr</loopDataInputRef><inputDataItem id="i" name="part"/></multiInstanceLoopCharacteristics>',
      ),
      flows('s > a'),
    ),
    (play) => {
      play.start({ parts: ['x'] });
      expect(play.find('a')).to.deep.include({ data: { loopCounter: 0, part: 'x' } });
    },
  );
  scenario(
    'an interrupting boundary event ends all instances',
    around(
      user('a', multiInstance({ cardinality: '2' })),
      boundary('t', 'a', duration('PT1H')),
      user('late'),
      flows('t > late'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['a', 'a', 't']);
      play.fire('t');
      expect(play.waits).to.deep.equal(['late']);
    },
  );
  scenario(
    'an error in one instance ends all at the border',
    around(
      external('a', multiInstance({ cardinality: '2' })),
      boundary('b', 'a', error('E')),
      user('x'),
      flows('b > x'),
    ),
    (play) => {
      play.start();
      play.error('a', 'E');
      expect(play.waits).to.deep.equal(['x']);
    },
  );
  scenario(
    'each instance of a sub-process has its own variables',
    around(
      subProcess(
        'a',
        multiInstance({ 'camunda:collection': 'list', 'camunda:elementVariable': 'item' }),
        start('s1'),
        user('x', mapping(input('mine', '${item}'))),
        end('e1'),
        flows('s1 > x > e1'),
      ),
    ),
    (play) => {
      play.start({ list: ['p', 'q'] });
      expect(play.waiting.map((entry) => (entry.kind === 'userTask' ? entry.data : {}))).to.deep.equal([
        { loopCounter: 0, item: 'p', mine: 'p' },
        { loopCounter: 1, item: 'q', mine: 'q' },
      ]);
      expect(play.waiting[0]!.scopeIds).to.have.length(2);
      play.complete('x');
      play.complete('x');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario('behaviour None throws for every completed instance', behaving('None', signal('Done')), (play) => {
    play.start();
    play.complete('a');
    play.complete('a');
    expect(play.count('x')).to.equal(2);
    play.complete('a');
    expect(play.waits).to.include('after').and.to.not.include('a');
  });
  scenario('behaviour One throws for the first one', behaving('One', escalation('Done')), (play) => {
    play.start();
    play.complete('a');
    expect(play.count('x')).to.equal(1);
    play.complete('a');
    expect(play.count('x')).to.equal(1);
  });
  scenario(
    'behaviour Complex throws as its conditions say',
    behaving(
      'Complex',
      signal('Two'),
      `<complexBehaviorDefinition><condition xsi:type="tFormalExpression">=nrOfCompletedInstances = 2</condition><event>${signal('Two')}</event></complexBehaviorDefinition>`,
    ),
    (play) => {
      play.start();
      play.complete('a');
      expect(play.count('x')).to.equal(0);
      play.complete('a');
      expect(play.count('x')).to.equal(1);
      play.complete('a');
      expect(play.waits).to.deep.equal(['after', 'x']);
    },
  );
  scenario(
    'instances that pass through at once are all counted',
    around(
      script(
        'a',
        { scriptFormat: 'feel', 'camunda:resultVariable': 'r' },
        '<script>loopCounter * 2</script>',
        multiInstance({
          cardinality: '2000',
          'ladder:outputCollection': 'all',
          'ladder:outputElement': '=loopCounter',
        }),
      ),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['after']);
      expect(play.data!['all']).to.have.length(2000);
    },
  );
  scenario(
    'an external task’s output mapping is done for each instance',
    around(external('a', multiInstance({ cardinality: '2' }), mapping(output('last', '${loopCounter}')))),
    (play) => {
      play.start();
      play.complete('a');
      play.complete('a');
      expect(play.data).to.deep.equal({ last: 1 });
    },
  );
  for (const [what, cardinality] of Object.entries({ negative: '=-1', broken: '=1.5', missing: '=nothing' }))
    scenario(`a ${what} cardinality is an incident`, around(user('a', multiInstance({ cardinality }))), (play) => {
      play.start();
      expect(play.incidents()).to.deep.equal(['CARDINALITY_INVALID']);
      expect(play.find('a', ['incident']))
        .to.have.property('message')
        .that.includes(`'${cardinality}'`);
    });
  scenario('a cardinality of zero does nothing', around(user('a', multiInstance({ cardinality: '=0' }))), (play) => {
    play.start();
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario(
    'more instances than can be meant are an incident',
    around(user('a', multiInstance({ cardinality: '=n' }))),
    (play) => {
      play.start({ n: 100_001 });
      expect(play.incidents()).to.deep.equal(['TOO_MANY_INSTANCES']);
      expect(play.find('a', ['incident']))
        .to.have.property('message')
        .that.includes('at most 100000 can run');
      expect(play.find('a', ['incident']))
        .to.have.property('message')
        .that.includes('at most 100000 can run');
      play.set({ n: 1 });
      play.retry('a');
      expect(play.waits).to.deep.equal(['a']);
    },
  );
  scenario('what is no list is named', around(user('a', multiInstance({ 'camunda:collection': 'people' }))), (play) => {
    play.start({ people: 'li' });
    expect(play.find('a', ['incident']))
      .to.have.property('message')
      .that.matches(/people.* is no list but "li"/);
  });
  scenario(
    'a sequence ends early when its completion condition holds',
    around(user('a', multiInstance({ cardinality: '5', isSequential: true, completion: '=enough' }))),
    (play) => {
      play.start({ enough: false });
      play.complete('a');
      expect(play.waits).to.deep.equal(['a']);
      play.complete('a', { enough: true });
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'an instance called off is counted, but only a completed one can be the last that is needed',
    around(
      user(
        'a',
        multiInstance({ cardinality: '4', completion: '=nrOfTerminatedInstances = 1 and nrOfActiveInstances < 4' }),
      ),
    ),
    (play) => {
      play.start();
      play.modify({ type: 'cancel', executionId: play.idOf('a') });
      expect(play.waits).to.deep.equal(['a', 'a', 'a']);
      play.complete('a');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'the next of a sequence begins when one is called off',
    around(user('a', multiInstance({ cardinality: '2', isSequential: true }))),
    (play) => {
      play.start();
      play.modify({ type: 'cancel', executionId: play.idOf('a') });
      expect(play.find('a')).to.deep.include({ data: { loopCounter: 1 } });
      play.complete('a');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'an instance that gives no output leaves a gap in the outputs',
    around(
      user(
        'a',
        multiInstance({ cardinality: '3', 'ladder:outputCollection': 'results', 'ladder:outputElement': '=answer' }) +
          mapping(input('answer', '${null}')),
      ),
    ),
    (play) => {
      play.start();
      const [first, second] = play.waiting;
      play.modify({ type: 'cancel', executionId: first!.executionId });
      play.apply({ type: 'complete', executionId: second!.executionId, data: { answer: 'two' } });
      play.complete('a');
      expect(play.data).to.deep.equal({ results: [null, 'two', null] });
    },
  );
  scenario(
    'without instances the collection of outputs is empty',
    around(
      user(
        'a',
        multiInstance({ cardinality: '0', 'ladder:outputCollection': 'results', 'ladder:outputElement': '=1' }),
      ),
    ),
    (play) => {
      play.start();
      expect(play.data).to.deep.equal({ results: [] });
    },
  );
  scenario('behaviour All throws nothing', behaving('All', signal('Done')), (play) => {
    play.start();
    for (let round = 0; round < 3; round += 1) play.complete('a');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario(
    'an event thrown by an instance may interrupt the whole activity',
    process(
      start('s'),
      user('a', multiInstance({ cardinality: '3', behavior: 'None', noneBehaviorEventRef: 'thrown' })),
      boundary('b', 'a', escalation('Done')),
      user('x'),
      user('after'),
      flows('s > a > after', 'b > x'),
      element('endEvent', 'unused', {}, escalation('Done').replace('Definition', 'Definition id="thrown"')),
    ),
    (play) => {
      play.start();
      play.complete('a');
      expect(play.waits).to.deep.equal(['x']);
    },
  );
  scenario(
    'a variable for items needs a collection',
    around(user('a', multiInstance({ cardinality: '1', 'camunda:elementVariable': 'item' }))),
    (play) => {
      play.start();
      expect(play.find('a')).to.deep.include({ data: { loopCounter: 0 } });
    },
  );
});

describe('a loop without end around a multi-instance activity', () => {
  scenario(
    'is stopped like any other',
    process(
      start('s'),
      element('exclusiveGateway', 'x', {}),
      script('a', { scriptFormat: 'feel' }, '<script>1</script>', multiInstance({ cardinality: '3' })),
      element('exclusiveGateway', 'y', { default: 'y.x' }),
      end('e'),
      flows('s > x > a > y', 'y > e if =false', 'y > x'),
    ),
    (play) => {
      play.start();
      expect(play.incidents()).to.deep.equal(['LOOP_LIMIT']);
    },
  );
});

describe('a thousand times a thousand instances', () => {
  scenario(
    'stop with an incident before they use up the memory',
    process(
      start('s'),
      subProcess(
        'outer',
        multiInstance({ cardinality: '1000' }),
        start('s2'),
        element('userTask', 'inner', {}, multiInstance({ cardinality: '1000' })),
        end('e2'),
        flows('s2 > inner > e2'),
      ),
      end('e'),
      flows('s > outer > e'),
    ),
    (play) => {
      play.start();
      expect(play.incidents()).to.include('TOO_MANY_INSTANCES');
      expect(play.waiting.length).to.be.below(30_000);
    },
  );
});
