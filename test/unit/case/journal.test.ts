import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { assert, jsonValue, property } from 'fast-check';
import type { Case } from '../../../engine/case/case.ts';
import { change, draftOf, record, sealDraft, type Seal } from '../../../engine/case/draft.ts';
import { brokenLink, canonicalJson, emptyJournal, type JournalEntry } from '../../../engine/case/journal.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, shuffled(member)]),
  );
};

describe('Canonical JSON', () => {
  it('does not depend on the order in which members were added', () => {
    assert(
      property(jsonValue(), (value) => {
        expect(canonicalJson(shuffled(value))).to.equal(canonicalJson(value));
      }),
    );
  });

  it('says the same as JSON', () => {
    assert(
      property(jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('writes moments in UTC, leaves out what is undefined and keeps places in lists', () => {
    const at = new Date('2026-03-02T16:00:00+08:00');
    expect(canonicalJson({ b: undefined, at, a: [undefined, null, 1] })).to.equal(
      '{"a":[null,null,1],"at":"2026-03-02T08:00:00.000Z"}',
    );
  });
});

describe('Sealing a draft', () => {
  const at = new Date('2026-03-02T08:00:00Z');
  const seal: Seal = { actor: { id: 'li', kind: 'user', roles: [] }, at, command: 'claimTask' };
  const current = { id: 'c1', number: 'C-1', rev: 4, status: 'open', journalHead: emptyJournal } as unknown as Case;
  const message = { to: ['customer'], template: 'notice', data: {} };
  const draft = record(
    draftOf(current),
    { type: 'TaskClaimed', taskId: 't1' },
    { type: 'MessageQueued', message },
    { type: 'CaseClosed' },
  );

  it('numbers and chains the entries and raises the revision once', () => {
    const sealed = sealDraft(change(draft, { status: 'closed' }), seal, digest);
    expect(sealed.entries.map(({ sequence, rev }) => [sequence, rev])).to.deep.equal([
      [1, 5],
      [2, 5],
      [3, 5],
    ]);
    expect(sealed.next).to.include({ rev: 5, status: 'closed' });
    expect(sealed.next.journalHead).to.deep.equal({ sequence: 3, hash: sealed.entries[2]?.hash });
    expect(brokenLink(sealed.entries, digest)).to.equal(undefined);
  });

  it('gives a message the sequence of its entry and keeps it out of the journal', () => {
    const { entries, messages } = sealDraft(draft, seal, digest);
    expect(messages).to.deep.equal([{ ...message, id: 'c1:2', caseId: 'c1', caseNumber: 'C-1', at }]);
    expect(entries[1]).not.to.have.property('message');
  });

  it('writes an idempotency key on the entries of a keyed command only', () => {
    expect(sealDraft(draft, seal, digest).entries[0]).not.to.have.any.keys('commandKey', 'commandDigest');
    const keyed = sealDraft(draft, { ...seal, key: 'k1', keyDigest: 'd1' }, digest);
    expect(keyed.entries[2]).to.include({ commandKey: 'k1', commandDigest: 'd1' });
  });

  it('changes neither the draft nor the case it came from', () => {
    const before = canonicalJson([draft, current]);
    sealDraft(draft, seal, digest);
    expect(canonicalJson([draft, current])).to.equal(before);
  });

  it('leaves a chain in which every change, removal and swap shows', () => {
    const { entries } = sealDraft(draft, seal, digest);
    const tampered: Record<string, readonly JournalEntry[]> = {
      changed: entries.with(1, { ...entries[1]!, reason: 'quietly' }),
      removed: [entries[0]!, entries[2]!],
      swapped: [entries[1]!, entries[0]!, entries[2]!],
      rewritten: entries.with(0, { ...entries[0]!, hash: 'another' }),
    };
    for (const [how, chain] of Object.entries(tampered)) expect(brokenLink(chain, digest), how).not.to.equal(undefined);
  });
});
