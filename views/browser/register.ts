/** Registering a contact: what is known appears while the form is filled in, and nothing written is ever lost. */
import { startCopying } from './register/copy.ts';
import { startDraft } from './register/draft.ts';
import { startFiles } from './register/files.ts';
import { startLooking } from './register/look.ts';
import { startSubmitting } from './register/submit.ts';

startCopying();
const form = document.querySelector<HTMLFormElement>('#contact');
if (form) {
  const files = startFiles(form);
  const draft = startDraft(form);
  startLooking(form);
  startSubmitting(form, draft, files);
}
