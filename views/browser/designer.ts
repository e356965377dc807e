/** The designers' workbench: the files of one design in their editors, saved and checked while they change, deployed from here. */
import { toast } from './frame/toast.ts';
import { adoptStyles } from './designer/adopted-styles.ts';
import { deployDesign, loadDesign, openDesign, saveDesign, type Design, type Problem } from './designer/api.ts';
import { startAutosave, unsavedDraft } from './designer/autosave.ts';
import { checkAsYouDraw } from './designer/check-as-you-draw.ts';
import { elementOf } from './designer/element-of.ts';
import { startFileDialog } from './designer/file-dialog.ts';
import { moveBetweenTabs, showFileTabs } from './designer/file-tabs.ts';
import { showProblems } from './designer/problem-list.ts';
import { showSaveState } from './designer/save-indicator.ts';
import { text } from './designer/texts.ts';
import { download, readFiles, takeDroppedFiles } from './designer/transfer-files.ts';
import { createWorkspace } from './designer/workspace.ts';

const startWorkbench = (design: Design): void => {
  const nameField = elementOf('design-name', HTMLInputElement);
  const tabs = elementOf('file-tabs');
  let problems: readonly Problem[] = [];

  const workspace = createWorkspace(design.files, {
    canvases: elementOf('editor-canvases'),
    panels: elementOf('editor-panels'),
    onChange: () => changed(),
    onShow: () => showFrame(),
    onProblem: (file, elementId) => {
      const index = problems.findIndex((problem) => problem.file === file && problem.elementId === elementId);
      elementOf('problem-list').querySelectorAll('button')[index]?.focus();
    },
  });
  const current = async () => ({ name: nameField.value.trim() || design.name, files: await workspace.files() });
  const autosave = startAutosave(design, current, showSaveState);
  const checking = checkAsYouDraw(current, (found) => {
    problems = found.toSorted((left, right) => left.severity.localeCompare(right.severity));
    showProblems(elementOf('problem-list'), elementOf('problem-summary'), problems, (problem) => void choose(problem));
    showFrame();
  });

  const showFrame = (): void => {
    const bad = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file));
    showFileTabs(tabs, workspace.names(), workspace.active, bad, (name) => void show(name));
    for (const name of workspace.names())
      workspace.editorOf(name)?.marks?.show(problems.filter(({ file }) => file === name));
    const editor = workspace.active === undefined ? undefined : workspace.editorOf(workspace.active);
    elementOf('simulate', HTMLButtonElement).disabled = !editor?.simulate;
    elementOf('no-file').hidden = workspace.names().length > 0;
    elementOf('editor-panels').hidden = workspace.active?.endsWith('.dmn') ?? true;
  };
  const show = async (name: string): Promise<void> => {
    try {
      const editor = await workspace.show(name);
      editor?.fit?.();
    } catch (error) {
      toast(text('modeler.unreadable', { name, why: error instanceof Error ? error.message : '' }), 'problem');
    }
  };
  const changed = (): void => {
    autosave.changed();
    checking.changed();
    showFrame();
  };
  const choose = async ({ file, elementId }: Problem): Promise<void> => {
    if (workspace.active !== file) await show(file);
    if (elementId !== undefined) workspace.editorOf(file)?.reveal?.(elementId);
  };

  const take = async (list: FileList): Promise<void> => {
    const files = await readFiles(list);
    if (files.length < list.length) toast(text('modeler.wrongKind'), 'problem');
    for (const file of files) {
      // A file of the same name, wherever it lies in the design, is the one that is meant.
      const same = workspace.names().find((name) => name === file.name || name.endsWith(`/${file.name}`));
      await workspace.put({ ...file, name: same ?? file.name });
      await show(same ?? file.name);
    }
    if (files.length > 0) toast(text('modeler.imported', { count: files.length }));
  };

  const deploy = async (): Promise<void> => {
    const rev = await autosave.saveNow();
    if (rev === undefined) return toast(text('modeler.notSaved'), 'problem');
    const answer = await deployDesign(design.id, rev);
    if (!answer.ok) {
      await checking.checkNow();
      elementOf('problem-list').querySelector('button')?.focus();
      return toast(answer.code === 'DEFINITION_REFUSED' ? text('modeler.refused') : answer.detail, 'problem');
    }
    autosave.rebase(answer.body.rev);
    const refs = answer.body.deployment.definitions.map(({ ref }) => ref);
    toast(text(answer.body.isRepeat ? 'modeler.sameAsDeployed' : 'modeler.deployed', { refs: refs.join(', ') }));
    const next = elementOf('after-deploy', HTMLAnchorElement);
    next.href = `/designer/definitions/${encodeURIComponent(refs[0]!.split(':')[0]!)}`;
    next.hidden = false;
  };

  const simulate = elementOf('simulate');
  simulate.addEventListener('click', () => {
    const isOn = simulate.getAttribute('aria-pressed') !== 'true';
    simulate.setAttribute('aria-pressed', String(isOn));
    if (workspace.active !== undefined) workspace.editorOf(workspace.active)?.simulate?.(isOn);
  });
  nameField.addEventListener('input', changed);
  elementOf('design-shared', HTMLInputElement).addEventListener('change', (event) => void share(event));
  const share = async (event: Event): Promise<void> => {
    const box = event.target as HTMLInputElement;
    const rev = await autosave.saveNow();
    const answer = rev === undefined ? undefined : await saveDesign(design.id, rev, { isShared: box.checked });
    if (answer?.ok) autosave.rebase(answer.body.rev);
    else box.checked = !box.checked;
    toast(
      text(answer?.ok ? (box.checked ? 'modeler.sharedNow' : 'modeler.privateNow') : 'modeler.notSaved'),
      answer?.ok ? 'success' : 'problem',
    );
  };
  const exportActive = async (): Promise<void> => {
    const file = (await workspace.files()).find(({ name }) => name === workspace.active);
    if (file) download(file);
  };
  const saveCopy = async (): Promise<void> => {
    const { name, files } = await current();
    const answer = await openDesign(name, files);
    if (!answer.ok) return toast(answer.detail, 'problem');
    autosave.forget();
    location.assign(`/designer/edit/${answer.body.id}`);
  };
  elementOf('deploy').addEventListener('click', () => void deploy());
  elementOf('export').addEventListener('click', () => void exportActive());
  const picker = elementOf('import-files', HTMLInputElement);
  elementOf('import').addEventListener('click', () => picker.click());
  picker.addEventListener('change', () => {
    if (picker.files) void take(picker.files).then(() => (picker.value = ''));
  });
  takeDroppedFiles(elementOf('designer'), (files) => void take(files));
  elementOf('save-copy').addEventListener('click', () => void saveCopy());
  elementOf('load-theirs').addEventListener('click', () => {
    autosave.forget();
    location.reload();
  });
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    void autosave.saveNow();
  });
  moveBetweenTabs(tabs);
  startFileDialog(workspace, (name) => void show(name));

  showSaveState({ kind: 'saved' });
  const first = workspace.names().find((name) => name.endsWith('.bpmn')) ?? workspace.names()[0];
  if (first === undefined) showFrame();
  else void show(first).then(() => checking.checkNow());
  const draft = unsavedDraft(design);
  if (draft) {
    const restore = elementOf('restore');
    restore.hidden = false;
    elementOf('restore-now').addEventListener('click', () => {
      restore.hidden = true;
      void Promise.all(draft.files.map((file) => workspace.put(file)));
    });
    elementOf('restore-not').addEventListener('click', () => (restore.hidden = true));
  }
};

adoptStyles();
const answer = await loadDesign(elementOf('designer').dataset['design']!);
if (answer.ok) startWorkbench(answer.body);
else toast(answer.detail, 'problem');
