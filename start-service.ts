/** Composition root of a running node: config → store → engine → jobs → app → listen; stops in reverse. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { addDemoStaff } from './add-demo-staff.ts';
import { createApp } from './api/app.ts';
import { openSignIn, type Account } from './api/sign-in.ts';
import type { Config } from './config.ts';
import { figuresOf, sumOf } from './demo/month/figures.ts';
import { signInsOf } from './demo/sign-ins.ts';
import { deskDutiesOf } from './jobs/desk-duties.ts';
import { openChannels } from './jobs/deliveries/open-channels.ts';
import { dutiesOf } from './jobs/duties.ts';
import { startHeartbeat } from './jobs/heartbeat.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { isOffered, makeDemo, openCleanService, usualMonth } from './make-demo.ts';
import { openLedgerKey, verifySignature } from './ledger-key.ts';
import type { Service } from './service.ts';
import { shardCount } from './store/case-document.ts';
import { dueTimers } from './store/case-store.ts';
import { addLedgerKey, openLedger } from './store/ledger-store.ts';
import { openOutbox } from './store/message-store.ts';
import { addSession, findSession, findUser, removeSession, type UserDocument } from './store/user-store.ts';

export type RunningService = {
  readonly url: string;
  readonly service: Service;
  /** Resolves when everything works: at once, unless a month of demo data is being made. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
};

/** How often a node looks for calendars that another one has changed. */
const calendarsEveryMs = 5000;

export type Log = (line: string, error?: unknown) => void;

const accountOf = ({ _id, ...user }: UserDocument): Account => ({ id: _id, ...user });

const listen = (server: ReturnType<typeof createServer>, config: Config): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${config.port} on ${config.host} is taken; stop the other program or set PORT to another one.`,
            )
          : error,
      ),
    );
    server.listen(config.port, config.host, () => {
      const { port } = server.address() as AddressInfo;
      resolve(`http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`);
    });
  });

const machineClock = (): Date => new Date();

/** Starts a node. Several may run on one `MONGODB_URI`; they share the work. */
export const startService = async (
  config: Config,
  log: Log,
  now: () => Date = machineClock,
): Promise<RunningService> => {
  const service = await openCleanService({
    ...config,
    now: now(),
    clock: now,
    keepsExpired: now !== machineClock,
    onFailure: (error) => log('A follow-up failed and will be repeated.', error),
  });
  const { context, store } = service;
  const { db } = store;
  try {
    if (config.demoStaff) await addDemoStaff(service);
    const accountById = async (userId: string): Promise<Account | undefined> => {
      const user = await findUser(db, userId);
      // Their password is published: whoever turns the demo staff off turns off those added before, too.
      return user && user.isActive !== false && (config.demoStaff || !user.isDemo) ? accountOf(user) : undefined;
    };
    const signIn = openSignIn({
      find: accountById,
      addSession: ({ tokenHash, ...session }) => addSession(db, { _id: tokenHash, ...session }),
      ofSession: async (tokenHash, at) => {
        const session = await findSession(db, tokenHash, at);
        return session && accountById(session.userId);
      },
      removeSession: (tokenHash) => removeSession(db, tokenHash),
    });
    const ledger = openLedger(db);
    const ledgerSigner = openLedgerKey(config.dataFolder);
    await addLedgerKey(db, ledgerSigner.keyId, ledgerSigner.publicKey, now());
    const stopping = new AbortController();
    const demo = { isMaking: config.demo === 'month' && (await isOffered(db)), percent: 0 };
    const server = createServer(
      createApp(
        {
          ...context,
          signIn,
          now,
          feed: store.feed,
          ledger,
          verifySignature,
          stopping: stopping.signal,
          waitForWork: store.workSignal.wait,
          ...(config.demoStaff && { demoSignIns: signInsOf(context.organisation) }),
          demoMade: () => (demo.isMaking ? demo.percent : undefined),
        },
        (reference, error) => log(`Request failed, reference ${reference}.`, error),
      ),
    );
    const stopListening = (): Promise<void> =>
      new Promise((resolve) => {
        stopping.abort();
        server.close(() => resolve());
        server.closeIdleConnections();
      });
    // Listening comes first: a port that is taken is found before anything is under way.
    const url = await listen(server, config);
    const refreshing = setInterval(() => {
      service.refreshCalendars().catch((error: unknown) => log('Calendars could not be read again.', error));
    }, calendarsEveryMs);
    const startWork = async (): Promise<() => Promise<void>> => {
      const channels = openChannels(config, now);
      const jobs = await startJobs(
        db,
        [
          ...dutiesOf({
            context,
            shards: shardCount,
            timers: { dueTimers: (shard, at, limit) => dueTimers(db, shard, at, limit) },
            outbox: openOutbox(db),
            ledger,
            ledgerSigner,
            channels: channels.of,
            finishFollowUps: async (before) =>
              (await store.followUp.sweep(before)) + (await service.finishDesk(before)),
            now,
            onFailure: (what, error) => log(`${what} failed and will be tried again.`, error),
          }),
          ...deskDutiesOf(context, now),
        ],
        (duty, error) => log(`The job ${duty} failed and goes on.`, error),
      );
      const heartbeat = await startHeartbeat(
        context.network,
        { id: context.newId(), host: hostname(), url },
        now,
        (error) => log('Telling of this node failed and will be tried again.', error),
      );
      return async () => {
        await heartbeat.stop();
        await jobs.stop();
        channels.close();
      };
    };
    // Jobs would fire the timers of a history that is not complete yet.
    const makeMonthFirst = async (): Promise<void> => {
      const { history } = await makeDemo(service, usualMonth, now(), (share) => {
        stopping.signal.throwIfAborted();
        const percent = Math.floor(share * 100);
        if (Math.floor(percent / 10) > Math.floor(demo.percent / 10)) log(`Making a month of demo data: ${percent} %`);
        demo.percent = percent;
      });
      demo.isMaking = false;
      const { registered, open, overdue } = sumOf(
        (await figuresOf(history.map(({ entries }) => entries))).cases.values(),
      );
      log(`The demo data is there: ${registered} cases, ${open} of them open, ${overdue} missed a time limit.`);
    };
    const work = demo.isMaking ? makeMonthFirst().then(startWork) : startWork();
    const stop = async (): Promise<void> => {
      clearInterval(refreshing);
      await stopListening();
      await (
        await work.catch(() => undefined)
      )?.();
      await service.close();
    };
    const ready = (async () => void (await work))();
    if (demo.isMaking) {
      // Whoever waits for it is told; nobody has to.
      ready.catch(() => {});
      return { url, service, ready, stop };
    }
    try {
      await ready;
      return { url, service, ready, stop };
    } catch (error) {
      clearInterval(refreshing);
      await stopListening();
      throw error;
    }
  } catch (error) {
    await service.close();
    throw error;
  }
};
