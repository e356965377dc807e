import type { Stimulus } from '../../executor.ts';
import type { Draft } from '../draft.ts';
import { endProcess } from '../end-process.ts';
import { deliverSignal } from '../events/throw-signal.ts';
import { modify } from '../operations/modify.ts';
import { completeWork } from './complete-work.ts';
import { correlateMessage } from './correlate-message.ts';
import { fireTimer } from './fire-timer.ts';
import { retryIncident } from './retry-incident.ts';
import { setData } from './set-data.ts';
import { startProcess } from './start-process.ts';
import { throwFromOutside } from './throw-from-outside.ts';

/** Lets a stimulus take hold of a draft; what follows from it is left in the draft's queue. */
export const applyStimulus = (draft: Draft, stimulus: Stimulus): void => {
  switch (stimulus.type) {
    case 'start':
      return startProcess(draft, stimulus);
    case 'complete':
      return completeWork(draft, stimulus);
    case 'throwError':
    case 'throwEscalation':
      return throwFromOutside(draft, stimulus);
    case 'correlate':
      return correlateMessage(draft, stimulus);
    case 'signal':
      return deliverSignal(draft, stimulus.signal, stimulus.data);
    case 'fireTimer':
      return fireTimer(draft, stimulus);
    case 'setData':
      return setData(draft, stimulus);
    case 'retry':
      return retryIncident(draft, stimulus);
    case 'modify':
      return modify(draft, stimulus.instructions);
    case 'terminate':
      return endProcess(draft, 'terminated', stimulus.reason);
  }
};
