import { expect } from 'chai';
import { RULES } from '../../../engine/model/check/rules.ts';
import { problemIn } from '../../../views/presenters/model-problem.ts';
import { textsOf } from '../../../views/texts.ts';

const problem = {
  rule: 'connected-flows',
  elementId: 'toReview',
  elementName: '审核 / Review',
  message: "Sequence flow '审核 / Review' (toReview) has no target; connect both its ends or delete it.",
};

describe('What a deploy check found', () => {
  it('is said in Chinese with the name of the element, and keeps what was found', () => {
    const { message } = problemIn('zh-CN')(problem);
    expect(message)
      .to.match(/^「审核」连线两端/)
      .and.include(problem.message);
  });

  it('stays as it is in English, and where a rule has no words of its own', () => {
    expect(problemIn('en')(problem)).to.equal(problem);
    const unknown = { ...problem, rule: 'made-up' };
    expect(problemIn('zh-CN')(unknown)).to.equal(unknown);
  });

  it('has words for every rule', () => {
    expect(
      RULES.map(({ name }) => name).filter((name) => textsOf('zh-CN')[`modelRule.${name}`] === undefined),
    ).to.deep.equal([]);
  });
});
