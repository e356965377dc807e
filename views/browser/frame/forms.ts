/**
 * `<form data-enhanced>` is sent in the background: the server answers `{ message }` or a problem, both become toasts, and
 * `data-enhanced="reload"` loads the page again afterwards. Without scripts the form is sent as any other.
 */
import { send } from './send.ts';
import { text } from './texts.ts';
import { toast } from './toast.ts';

const sendForm = async (form: HTMLFormElement): Promise<void> => {
  const data = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
  const { ok, status, body } = await send(form.getAttribute('action') ?? '', data);
  if (!ok) {
    const detail = body['detail'];
    return toast(typeof detail === 'string' ? detail : text(status === 0 ? 'offline' : 'failed'), 'problem');
  }
  if (typeof body['message'] === 'string') toast(body['message']);
  form.dispatchEvent(new CustomEvent('sent', { bubbles: true, detail: body }));
  if (form.dataset['enhanced'] === 'reload') location.reload();
};

export const startForms = (): void => {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !('enhanced' in form.dataset)) return;
    event.preventDefault();
    void sendForm(form);
  });
};
