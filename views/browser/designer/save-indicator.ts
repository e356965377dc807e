import type { SaveState } from './autosave.ts';
import { elementOf } from './element-of.ts';
import { text } from './texts.ts';

/** Says in words whether the work is safe; what needs a decision gets a banner with the ways out. */
export const showSaveState = (state: SaveState): void => {
  const place = elementOf('save-state');
  const values = state.kind === 'overtaken' ? { who: state.savedBy } : {};
  place.textContent = state.kind === 'refused' ? state.detail : text(`modeler.saveState.${state.kind}`, values);
  place.dataset['state'] = state.kind;
  const banner = elementOf('overtaken');
  banner.hidden = state.kind !== 'overtaken';
  if (state.kind === 'overtaken')
    elementOf('overtaken-words').textContent = text('modeler.overtaken', { who: state.savedBy });
};
