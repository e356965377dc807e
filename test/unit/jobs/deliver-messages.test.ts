import { expect } from 'chai';
import { deliverMessages, type Delivering, type Outbox, type WaitingMessage } from '../../../jobs/deliver-messages.ts';

const now = new Date('2026-03-02T08:00:00Z');

const messageOf = (id: string, attempts = 1): WaitingMessage => ({
  id,
  caseId: 'c1',
  caseNumber: 'C-1',
  at: now,
  to: ['customer'],
  template: 'notice',
  data: {},
  attempts,
});

const outboxOf = (waiting: WaitingMessage[]): Outbox & { told: string[]; takes: number } => {
  const outbox = {
    told: [] as string[],
    takes: 0,
    take: async () => {
      outbox.takes += 1;
      return waiting.shift();
    },
    delivered: async (id: string) => {
      outbox.told.push(`${id} delivered`);
    },
    failed: async (id: string, { error, nextAttemptAt }: { error: string; nextAttemptAt?: Date }) => {
      const again = nextAttemptAt ? `again after ${(nextAttemptAt.getTime() - now.getTime()) / 1000} s` : 'for good';
      outbox.told.push(`${id} failed ${again}: ${error}`);
    },
  };
  return outbox;
};

const by = (deliver: Delivering['deliver'], giveUp: Delivering['giveUp'] = async () => {}): Delivering => ({
  deliver,
  giveUp,
});

const down = (): Promise<void> => Promise.reject(new Error('down'));

describe('Delivering messages', () => {
  it('hands over everything that waits, up to the limit, and says how much that was', async () => {
    const waiting = Array.from({ length: 12 }, (_, index) => messageOf(`m${index}`));
    const outbox = outboxOf(waiting);
    const handed: string[] = [];
    expect(
      await deliverMessages(
        outbox,
        by(async ({ id }) => void handed.push(id)),
        now,
        10,
      ),
    ).to.equal(10);
    expect(new Set(handed).size).to.equal(10);
    expect(outbox.told).to.have.length(10);
    expect(
      await deliverMessages(
        outbox,
        by(async ({ id }) => void handed.push(id)),
        now,
        10,
      ),
    ).to.equal(2);
    expect(new Set(handed).size).to.equal(12);
  });

  it('looks once when nothing waits', async () => {
    const outbox = outboxOf([]);
    expect(
      await deliverMessages(
        outbox,
        by(async () => {}),
        now,
        10,
      ),
    ).to.equal(0);
    expect(outbox.takes).to.equal(1);
  });

  it('lets one that fails not hold up the others', async () => {
    const outbox = outboxOf([messageOf('bad'), messageOf('good')]);
    await deliverMessages(
      outbox,
      by(async ({ id }) => {
        if (id === 'bad') throw new Error('refused');
      }),
      now,
      10,
    );
    expect(outbox.told).to.have.members(['bad failed again after 2 s: Error: refused', 'good delivered']);
  });

  it('does not wait for a slow recipient before it serves the next', async () => {
    let release: (() => void) | undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const outbox = outboxOf([messageOf('slow'), messageOf('quick')]);
    const delivery = deliverMessages(
      outbox,
      by(async ({ id }) => {
        if (id === 'slow') await slow;
        else release?.();
      }),
      now,
      10,
    );
    await delivery;
    expect(outbox.told).to.deep.equal(['quick delivered', 'slow delivered']);
  });

  for (const [attempts, seconds] of [
    [1, 2],
    [3, 8],
    [7, 128],
  ] as const)
    it(`pauses ${seconds} s after failure number ${attempts}`, async () => {
      const outbox = outboxOf([messageOf('m', attempts)]);
      await deliverMessages(outbox, by(down), now, 1);
      expect(outbox.told).to.deep.equal([`m failed again after ${seconds} s: Error: down`]);
    });

  it('gives up at the attempt limit, after saying so', async () => {
    const outbox = outboxOf([messageOf('m', 8)]);
    const told: string[] = [];
    const delivering = by(
      () => Promise.reject(new Error('down')),
      async ({ id }, error) => void told.push(`${id}: ${error}`),
    );
    await deliverMessages(outbox, delivering, now, 1);
    expect(told).to.deep.equal(['m: Error: down']);
    expect(outbox.told).to.deep.equal(['m failed for good: Error: down']);
  });

  it('tries on while nobody could be told', async () => {
    const outbox = outboxOf([messageOf('m', 11)]);
    await deliverMessages(outbox, by(down, down), now, 1);
    expect(outbox.told).to.deep.equal(['m failed again after 256 s: Error: down']);
  });
});
