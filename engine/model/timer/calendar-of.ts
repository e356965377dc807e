/** By whose working time a timer event counts: what `ladder:calendar` says on it or on what stands around it. */
import type { ModdleElement } from '../moddle-element.ts';

/** `ladder:calendar` of a timer that counts every hour although something around it names a calendar. */
export const everyHour = 'always';

const written = (element: ModdleElement | undefined): string | undefined => {
  const value = element?.$attrs['ladder:calendar']?.trim();
  return value === '' ? undefined : value;
};

/** The nearest calendar around an element: of itself, the sub-processes around it, the process. */
const around = (element: ModdleElement): string | undefined => {
  for (let owner: ModdleElement | undefined = element; owner !== undefined; owner = owner.$parent) {
    const named = written(owner);
    if (named !== undefined) return named;
  }
  return undefined;
};

/**
 * `centre`, `branch` or a calendar’s id, from the definition, the event, the activity it stands on, or the nearest
 * sub-process or process around them; `undefined` when every hour counts.
 */
export const calendarOf = (definition: ModdleElement, event: ModdleElement): string | undefined => {
  const host = event['attachedToRef'] as ModdleElement | undefined;
  const named = written(definition) ?? written(event) ?? around(host ?? event);
  return named === everyHour ? undefined : named;
};
