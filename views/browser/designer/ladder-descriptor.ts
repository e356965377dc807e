/** Our own BPMN attributes, from the published descriptor: whatever it names can be edited, nothing is listed twice. */
import ladder from '../../../docs/moddle/ladder.json' with { type: 'json' };

export type LadderProperty = {
  /** With prefix, for instance `ladder:tier`. */
  readonly name: string;
  /** The values of an enumeration; absent for free text. */
  readonly choices?: readonly string[];
};

type Descriptor = {
  readonly enumerations: readonly { name: string; literalValues: readonly { name: string }[] }[];
  readonly types: readonly {
    readonly name: string;
    readonly extends?: readonly string[];
    readonly properties: readonly { readonly name: string; readonly type: string }[];
  }[];
};

const { enumerations, types } = ladder as unknown as Descriptor;

const choicesOf = (type: string): readonly string[] | undefined =>
  type === 'Boolean'
    ? ['true', 'false']
    : enumerations.find(({ name }) => name === type)?.literalValues.map(({ name }) => name);

/** The attributes an element of our descriptor may bear; `is` says whether it is of a BPMN type. */
export const ladderPropertiesOf = (is: (type: string) => boolean): LadderProperty[] =>
  types
    .filter((type) => type.extends?.some(is))
    .flatMap(({ properties }) =>
      properties.map(({ name, type }) => {
        const choices = choicesOf(type);
        return { name: `ladder:${name}`, ...(choices && { choices }) };
      }),
    );

/** A copy for moddle, which writes prefixes into what it is given. */
export const ladderDescriptor = structuredClone(ladder) as object;
