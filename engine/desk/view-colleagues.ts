/** To whom work can be passed on: people a task could have been given to in the first place (WS-HumanTask delegate). */
import type { Actor } from '../case/actor.ts';
import { anyone, handlesCases } from '../case/candidates.ts';
import type { Case } from '../case/case.ts';
import { requireOpenTask } from '../case/require-task.ts';
import { caseIdOf, isOpen, type OpenTask } from '../case/task.ts';
import { viewCase } from '../queries/view-case.ts';
import { isAway } from './absence.ts';
import type { DeskContext } from './desk-context.ts';
import { onDuty } from './on-duty.ts';
import type { Person } from './person.ts';

export type Colleague = {
  readonly id: string;
  readonly name: string;
  readonly standing: 'onDuty' | 'offDuty' | 'away';
  /** How many tasks they hold. */
  readonly held: number;
};

type Passing = {
  readonly tasks: readonly { readonly current: Case; readonly task: OpenTask }[];
  /** Who can do every one of the tasks: on duty first, those with the least to do first, the absent last. */
  readonly colleagues: readonly Colleague[];
};

/** A role at a node is held by a few dozen people. */
const mostPeople = 200;

const standings: readonly Colleague['standing'][] = ['onDuty', 'offDuty', 'away'];

type Reading = Pick<DeskContext, 'people' | 'workPlan' | 'deskWork' | 'readers' | 'organisation' | 'accessLog' | 'now'>;

/** Everybody who answers to `role@node`. */
const peopleBehind = async ({ people }: Reading, key: string): Promise<Person[]> => {
  const [role = '', node = ''] = key.split('@');
  const found = await people.list({ nodes: [node], isActive: true, limit: mostPeople });
  return found.filter(({ roles }) =>
    roles.some((held) => held.node === node && (role === anyone ? handlesCases.has(held.role) : held.role === role)),
  );
};

const candidatesFor = async (
  context: Reading,
  { candidates, candidateUsers }: Pick<OpenTask, 'candidates' | 'candidateUsers'>,
): Promise<Person[]> => {
  const [groups, named] = await Promise.all([
    Promise.all(candidates.map((key) => peopleBehind(context, key))),
    Promise.all(candidateUsers.map((id) => context.people.find(id))),
  ]);
  return [...groups.flat(), ...named.filter((person) => person?.isActive === true)].filter(
    (person) => person !== undefined,
  );
};

const standingsOf = async (
  context: Reading,
  people: readonly Person[],
  nodes: readonly string[],
  at: Date,
): Promise<(id: string) => Colleague['standing']> => {
  const ids = people.map(({ id }) => id);
  const [absences, present] = await Promise.all([
    context.workPlan.absencesAt(ids, at),
    Promise.all(nodes.map((node) => onDuty(context, node, undefined, at))),
  ]);
  const here = new Set(present.flat().map(({ id }) => id));
  return (id) => (isAway(absences, id, at) ? 'away' : here.has(id) ? 'onDuty' : 'offDuty');
};

const colleaguesFor = async (context: Reading, actor: Actor, tasks: readonly OpenTask[]): Promise<Colleague[]> => {
  const kinds = new Map(tasks.map((task) => [[...task.candidates, '', ...task.candidateUsers].join(' '), task]));
  const able = await Promise.all([...kinds.values()].map((task) => candidatesFor(context, task)));
  const holders = new Set(tasks.map((task) => (task.status === 'reserved' ? task.assignee : undefined)));
  const people = [...new Map((able[0] ?? []).map((person) => [person.id, person])).values()].filter(
    ({ id }) =>
      id !== actor.id &&
      !(holders.size === 1 && holders.has(id)) &&
      able.every((group) => group.some((one) => one.id === id)),
  );
  const nodes = new Set(tasks.flatMap(({ candidates }) => candidates.map((key) => key.split('@')[1] ?? '')));
  const [standingOf, held] = await Promise.all([
    standingsOf(context, people, [...nodes], context.now()),
    context.deskWork.countHeld(people.map(({ id }) => id)),
  ]);
  return people
    .map(({ id, name }) => ({ id, name, standing: standingOf(id), held: held.get(id) ?? 0 }))
    .toSorted(
      (left, right) =>
        standings.indexOf(left.standing) - standings.indexOf(right.standing) ||
        left.held - right.held ||
        (left.id < right.id ? -1 : 1),
    );
};

/**
 * The tasks among these that are still open, and to whom all of them can be passed. Refuses with `CASE_NOT_FOUND`,
 * `TASK_NOT_FOUND`, `NOT_ALLOWED`, and with `TASK_NOT_OPEN` when none is open any more.
 */
export const viewColleagues = async (
  context: Reading,
  actor: Actor,
  taskIds: readonly [string, ...string[]],
): Promise<Passing> => {
  const cases = new Map<string, Case>();
  for (const caseId of new Set(taskIds.map(caseIdOf))) cases.set(caseId, await viewCase(context, actor, caseId));
  const caseOf = (taskId: string): Case => cases.get(caseIdOf(taskId))!;
  const isStillOpen = (id: string): boolean => caseOf(id).tasks.some((task) => task.id === id && isOpen(task));
  const open = [...new Set(taskIds)].filter(isStillOpen);
  const shown = open.length > 0 ? open : [taskIds[0]];
  const tasks = shown.map((id) => ({ current: caseOf(id), task: requireOpenTask(caseOf(id), id, 'passed on') }));
  return {
    tasks,
    colleagues: await colleaguesFor(
      context,
      actor,
      tasks.map(({ task }) => task),
    ),
  };
};
