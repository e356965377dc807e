import { expect } from 'chai';
import { deliverMessages } from '../../../jobs/deliver-messages.ts';
import { messageCollection, messageDocument, messagesFor, openOutbox } from '../../../store/message-store.ts';
import { migrate } from '../../../store/migrate.ts';
import { onEveryServer } from '../mongodb/servers.ts';
import { minutesLater } from './changes.ts';

const silent = { deliver: async (): Promise<void> => {}, giveUp: async (): Promise<void> => {} };

const secondsLater = (seconds: number): Date => minutesLater(seconds / 60);

onEveryServer('The outbox', ({ db }) => {
  const queue = async (...ids: string[]): Promise<void> => {
    await messageCollection(db()).insertMany(
      ids.map((id) =>
        messageDocument({
          id,
          caseId: 'c1',
          caseNumber: 'C-1',
          at: minutesLater(0),
          to: ['user:li'],
          template: 'notice',
          data: {},
        }),
      ),
    );
  };
  const lock = 30_000;

  before(() => migrate(db(), minutesLater(0)));
  beforeEach(async () => {
    await messageCollection(db()).deleteMany({});
  });

  it('hands a message to one taker only', async () => {
    await queue(...Array.from({ length: 10 }, (_, index) => `m${index}`));
    const takers = [openOutbox(db()), openOutbox(db())];
    const taken = await Promise.all(
      Array.from({ length: 14 }, (_, index) => takers[index % 2]!.take(minutesLater(1), lock)),
    );
    const ids = taken.flatMap((message) => message?.id ?? []);
    expect(ids).to.have.length(10);
    expect(new Set(ids).size).to.equal(10);
  });

  it('shows a taken message again when its taker has not come back in time', async () => {
    await queue('lost');
    const outbox = openOutbox(db());
    expect(await outbox.take(minutesLater(1), lock)).to.include({ id: 'lost', attempts: 1 });
    expect(await outbox.take(minutesLater(1.4), lock)).to.equal(undefined);
    expect(await outbox.take(minutesLater(1.5), lock)).to.include({ id: 'lost', attempts: 2 });
  });

  it('keeps a message back until its moment', async () => {
    await queue('early');
    expect(await openOutbox(db()).take(minutesLater(-1), lock)).to.equal(undefined);
  });

  it('tries again with growing pauses and shows the message as failed in the end', async () => {
    await queue('refused');
    const outbox = openOutbox(db());
    const attemptsAt: number[] = [];
    for (let seconds = 0; seconds < 700; seconds += 1)
      if (
        (await messageCollection(db()).countDocuments({
          status: 'waiting',
          nextAttemptAt: { $lte: secondsLater(seconds) },
        })) > 0
      ) {
        attemptsAt.push(seconds);
        await deliverMessages(
          outbox,
          { ...silent, deliver: () => Promise.reject(new Error('mail server down')) },
          secondsLater(seconds),
          10,
        );
      }
    const pauses = attemptsAt.slice(1).map((at, index) => at - attemptsAt[index]!);
    expect(pauses).to.deep.equal([2, 4, 8, 16, 32, 64, 128]);
    const message = await messageCollection(db()).findOne({ _id: 'refused' });
    expect(message).to.include({ status: 'failed', attempts: 8, lastError: 'Error: mail server down' });
  });

  it('lets recipients see what was delivered, newest first, and nothing else', async () => {
    await queue('one', 'two');
    await deliverMessages(openOutbox(db()), silent, minutesLater(1), 10);
    await queue('three');
    const seen = await messagesFor(db(), ['user:li'], 10);
    expect(seen.map(({ _id }) => _id)).to.deep.equal(['one', 'two']);
    expect(await messagesFor(db(), ['user:wang'], 10)).to.deep.equal([]);
  });
});
