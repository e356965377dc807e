import { expect } from 'chai';
import { assert, property, stringMatching } from 'fast-check';
import { maskCustomer } from '../../../engine/case/mask.ts';
import { slaState, type SlaTarget } from '../../../engine/case/sla-target.ts';

describe('Masking a customer', () => {
  it('keeps the class, the first character of the name and the end of the phone number', () => {
    const customer = {
      class: 'important',
      name: '王小明',
      phone: '13900001234',
      address: 'Dongfanghong Square 1',
    } as const;
    expect(maskCustomer(customer)).to.deep.equal({
      class: 'important',
      name: '王**',
      phone: '*********34',
      address: '***',
    });
  });

  it('adds nothing that was not there', () => {
    expect(maskCustomer({ class: 'ordinary' })).to.deep.equal({ class: 'ordinary' });
  });

  it('hides a name of one character whole', () => {
    expect(maskCustomer({ class: 'ordinary', name: '王' }).name).to.equal('*');
  });

  it('shows nothing of an address, and of longer texts only their edge', () => {
    assert(
      property(stringMatching(/^[a-z]{4,30}$/), (text) => {
        const masked = maskCustomer({ class: 'ordinary', name: text, phone: text, address: text });
        expect(masked.name).to.equal(text[0] + '*'.repeat(text.length - 1));
        expect(masked.phone).to.equal('*'.repeat(text.length - 2) + text.slice(-2));
        expect(masked.address).to.equal('***');
      }),
    );
  });
});

describe('The state of an SLA target', () => {
  const at = new Date('2026-03-02T08:00:00Z');
  const target: SlaTarget = { taskId: 't1', activityId: 'assessComplaint', startedAt: at, reportedAgain: 0 };

  it('runs until its work ends, and says whether that was by being done', () => {
    expect(slaState(target, false)).to.equal('running');
    expect(slaState({ ...target, remindedAt: at }, false)).to.equal('running');
    expect(slaState({ ...target, endedAt: at }, true)).to.equal('met');
    expect(slaState({ ...target, endedAt: at }, false)).to.equal('ended');
  });

  it('stays breached, whatever comes later', () => {
    expect(slaState({ ...target, breachedAt: at }, false)).to.equal('breached');
    expect(slaState({ ...target, breachedAt: at, endedAt: at }, true)).to.equal('breached');
  });
});
