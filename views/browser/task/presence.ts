/** Says that this person has the task open, and shows who else does. */
import { send } from '../frame/send.ts';
import { text } from '../frame/texts.ts';

const everyMs = 20_000;

export const startPresence = (taskId: string): void => {
  const place = document.querySelector<HTMLElement>('[data-presence]');
  const tell = async (): Promise<void> => {
    if (document.hidden || !place) return;
    const { ok, body } = await send(`/api/v1/tasks/${taskId}/presence`, {});
    const others = ok && Array.isArray(body['others']) ? (body['others'] as { name: string }[]) : [];
    place.hidden = others.length === 0;
    place.textContent = others.length === 0 ? '' : text('alsoHere', { who: others.map(({ name }) => name).join(', ') });
  };
  void tell();
  setInterval(() => void tell(), everyMs);
  document.addEventListener('visibilitychange', () => void tell());
};
