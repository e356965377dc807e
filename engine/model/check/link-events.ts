/** A link leads from throw events without outgoing flow to the one catch event of its name in the same scope (§10.5.5). */
import type { ModdleElement } from '../moddle-element.ts';
import type { CheckedModel } from './checked-model.ts';
import { eventDefinitionsOf, triggerOf } from './element-types.ts';
import { sentence, textOf, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

type Links = { readonly sources: ReadonlySet<string>; readonly targets: ReadonlyMap<string, Link> };

type Link = { readonly event: ModdleElement; readonly name: string; readonly isSource: boolean };

const linksOf = (nodes: readonly ModdleElement[]): Link[] =>
  nodes.flatMap((event) =>
    eventDefinitionsOf(event)
      .filter((definition) => triggerOf(definition) === 'link')
      .map((link) => ({
        event,
        name: textOf(link, 'name') ?? '',
        isSource: typeOf(event) === 'IntermediateThrowEvent',
      })),
  );

function* sourceProblems(model: CheckedModel, scope: ModdleElement, link: Link, links: Links): Iterable<Finding> {
  const { event, name } = link;
  if (!links.targets.has(name))
    yield {
      element: event,
      message: `${sentence(title(event))} leads to the link '${name}', which no catch event of ${title(scope)} has; add one with that name.`,
    };
  if (model.outgoing(event).length > 0)
    yield {
      element: event,
      message: `${sentence(title(event))} throws a link and has outgoing sequence flows; the path goes on at the catch event.`,
    };
}

function* targetProblems(model: CheckedModel, link: Link, links: Links): Iterable<Finding> {
  const { event, name } = link;
  if (!links.sources.has(name))
    yield {
      element: event,
      severity: 'warning',
      message: `${sentence(title(event))} catches the link '${name}', to which nothing leads; add a throw event with that name or remove it.`,
    };
  if (model.incoming(event).length > 0)
    yield {
      element: event,
      message: `${sentence(title(event))} catches a link and has incoming sequence flows; let them lead behind it.`,
    };
  if (links.targets.get(name) !== link)
    yield {
      element: event,
      message: `${sentence(title(event))} is a second target of the link '${name}'; a link leads to one place, rename one of them.`,
    };
}

export const linkEvents: Rule = {
  name: 'link-events',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const { element: scope, nodes } of model.scopes) {
      const all = linksOf(nodes);
      const links: Links = {
        sources: new Set(all.filter(({ isSource }) => isSource).map(({ name }) => name)),
        // reversed, so that of several targets the first stays
        targets: new Map(
          all
            .filter(({ isSource }) => !isSource)
            .toReversed()
            .map((link) => [link.name, link]),
        ),
      };
      for (const link of all)
        if (link.name === '')
          yield {
            element: link.event,
            message: `${sentence(title(link.event))} has no link name; name both ends of the link alike.`,
          };
        else yield* link.isSource ? sourceProblems(model, scope, link, links) : targetProblems(model, link, links);
    }
  },
};
