/** Runs on every page: small conveniences; every page works without them. */
import { startForms } from './frame/forms.ts';
import { startKeys } from './frame/keys.ts';
import { startMenus } from './frame/menus.ts';
import { showLeftToast } from './frame/toast.ts';
import { rememberTimeZone } from './frame/time-zone.ts';
import { startDialogs } from './frame/dialogs.ts';

document.documentElement.classList.add('scripted');
rememberTimeZone();
startMenus();
startForms();
startDialogs();
startKeys();
showLeftToast();
