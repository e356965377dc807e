/**
 * One process per data folder. The lock names its holder by pid and start time, so that neither a kill -9 nor a pid used again by another
 * program keeps anyone out, and by socket, so that a holder in another container is noticed.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

type Holder = { pid: number; startedAt: string | undefined; socketPath: string };

/** What distinguishes this run of the process from every other with the same pid; undefined when the system does not tell. */
const startOf = (pid: number): string | undefined => {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      // The second field is the program's name in parentheses and may contain anything; start time is the 20th after it.
      return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const accepts = (socketPath: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

const isHeld = async ({ pid, startedAt, socketPath }: Holder): Promise<boolean> => {
  if (isRunning(pid) && (startedAt === undefined || startOf(pid) === startedAt)) return true;
  return accepts(socketPath);
};

const read = (path: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
};

/** Atomic: a link appears as a whole or, if the name is taken, not at all. */
const tryTake = (path: string, holder: Holder): boolean => {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    unlinkSync(draft);
  }
};

/** Moves a dead holder's lock out of the way; if somebody else was faster, that one's lock is put back. */
const clear = (path: string, dead: Holder | undefined): void => {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (JSON.stringify(read(aside)) !== JSON.stringify(dead)) linkSync(aside, path);
  unlinkSync(aside);
};

const ATTEMPTS = 5;

/** Takes the lock of an existing folder; resolves with its release. */
export const lockFolder = async (folder: string, socketPath: string): Promise<() => void> => {
  const path = join(folder, 'lock.json');
  const own: Holder = { pid: process.pid, startedAt: startOf(process.pid), socketPath };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (tryTake(path, own)) {
      return () => {
        if (JSON.stringify(read(path)) === JSON.stringify(own)) unlinkSync(path);
      };
    }
    const holder = read(path);
    if (holder && (await isHeld(holder)))
      throw new Error(
        `The data folder ${folder} is in use by process ${holder.pid}; stop that process or start this one on another folder.`,
      );
    clear(path, holder);
  }
  throw new Error(
    `The lock ${path} could not be taken: other processes keep taking it; start one process per data folder.`,
  );
};
