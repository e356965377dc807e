/** The page of a task: its form, drafts, who else is here, where the case stands, and what happens to it meanwhile. */
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import { startDiagrams } from './case/diagram.ts';
import { followCase } from './case/follow-case.ts';
import { startFillingIn } from './task/fill-in.ts';
import { taskPageData } from './task/page-data.ts';
import { startPresence } from './task/presence.ts';

const page = taskPageData();
startDiagrams();

if (page) {
  const filling = startFillingIn(page);
  startPresence(page.taskId);
  followCase(() => {
    // The task is gone when a fresh page no longer offers its form; what was written is kept before the page says so.
    if (document.querySelector('[data-task-open]')) return;
    void filling.then((keep) => keep()).then(() => location.reload());
  });
} else followCase();
