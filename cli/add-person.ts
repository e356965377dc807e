/** `npm run add-person -- ID --name NAME --role role@node …`: lets a person sign in; the password is read from standard input. */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { hashPassword } from '../api/password.ts';
import { readConfig } from '../config.ts';
import { addPerson, changePerson, roleNames, systemActor, type AddPerson, type RoleHolding } from '../engine/index.ts';
import { openService, type Service } from '../service.ts';
import { endWith } from './end-with.ts';

const usage = `Usage: npm run add-person -- ID --name NAME --role ROLE@NODE [--role ROLE@NODE …]

Adds a person, or changes the name, roles and password of an existing one. Asks for the password, or reads it from standard input.
  --role  for instance administrator@gansu or junior-agent@lanzhou; an integration client may be held to some topics:
          integration-client@lanzhou-branch:branch-work-order,branch-survey`;

const shortestPassword = 8;

const readPassword = async (): Promise<string> => {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    if (process.stdin.isTTY) process.stderr.write('Password: ');
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
  }
};

const parseRole = (text: string, nodes: readonly string[]): RoleHolding => {
  const [name, place = ''] = text.split('@');
  const [node = '', ...named] = place.split(':');
  const topics = named
    .join(':')
    .split(',')
    .filter((topic) => topic !== '');
  const role = roleNames.find((known) => known === name);
  if (!role) throw new Error(`There is no role '${name}'; the roles are ${roleNames.join(', ')}.`);
  if (!nodes.includes(node)) throw new Error(`There is no node '${node}'; the nodes are ${nodes.join(', ')}.`);
  if (topics.length === 0) return { role, node };
  if (role !== 'integration-client') throw new Error(`The role '${name}' has no topics; integration-client has.`);
  return { role, node, topics };
};

/** Whoever may run programs on this machine may do so for every node; the journal says that it was done this way. */
const savePerson = async (
  context: Service['context'],
  person: Pick<AddPerson, 'id' | 'name' | 'roles' | 'passwordHash'>,
): Promise<void> => {
  const command = { ...person, actor: systemActor, at: context.now() };
  const isKnown = (await context.people.find(person.id)) !== undefined;
  if (isKnown) await changePerson(context, { ...command, isActive: true, reason: 'npm run add-person' });
  else await addPerson(context, { ...command, skills: [] });
};

const run = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      role: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [id] = positionals;
  if (values.help || !id || !values.name || !values.role || positionals.length > 1) {
    console.log(usage);
    return values.help ? 0 : 1;
  }
  if (!/^[\w.-]{1,100}$/.test(id)) throw new Error(`'${id}' cannot be an id; letters, digits, dots and dashes can.`);
  const service = await openService({ ...readConfig(), now: new Date(), onFailure: (error) => console.error(error) });
  try {
    const nodes = [...service.context.organisation.keys()];
    const roles = values.role.map((role) => parseRole(role, nodes));
    const password = await readPassword();
    if (password.length < shortestPassword)
      throw new Error(`The password has ${password.length} characters; at least ${shortestPassword} are needed.`);
    await savePerson(service.context, { id, name: values.name, roles, passwordHash: await hashPassword(password) });
    console.log(`${id} may sign in now as ${roles.map(({ role, node }) => `${role} at ${node}`).join(', ')}.`);
    return 0;
  } finally {
    await service.close();
  }
};

await endWith(run);
