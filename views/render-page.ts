/** A whole page: a template inside the layout, with navigation, the reader's switches and what the page's scripts need. */
import { hasAsset } from './asset-manifest.ts';
import { navigationFor } from './presenters/navigation.ts';
import type { Locale } from './locale.ts';
import { locales } from './locale.ts';
import { themes, type Reader } from './reader.ts';
import { made, render } from './templates.ts';
import { subjectTexts, translations } from './texts.ts';
import type { RoleHolding } from '../engine/index.ts';

export type SignedIn = { readonly id: string; readonly name: string; readonly roles: readonly RoleHolding[] };

/** What the page around the content needs to know of the request. */
export type Frame = {
  readonly reader: Reader;
  readonly user?: SignedIn;
  /** Path and query of the page, to come back to. */
  readonly path: string;
  /** Proof for forms that they were sent by our own page; absent when nobody is signed in. */
  readonly formToken?: string;
  /** The number of the last change the page shows; absent when it does not follow changes. */
  readonly madeUpTo?: number;
  readonly flash?: { readonly kind: 'success' | 'problem'; readonly text: string };
};

export type PageContent = {
  /** `pages/worklist` for `templates/pages/worklist.hbs`. */
  readonly template: string;
  /** The title of the browser window, in the reader's language. */
  readonly title: string;
  readonly model: object;
  /** Plain names of further built files this page loads, such as `designer`; `.js` and `.css` of that name are added. */
  readonly bundles?: readonly string[];
};

type Switch<T> = { readonly value: T; readonly label: string; readonly isCurrent: boolean };

const localeSwitch = (current: Locale): Switch<Locale>[] =>
  locales.map((value) => ({ value, label: value === 'en' ? 'English' : '中文', isCurrent: value === current }));

export const renderPage = (frame: Frame, { template, title, model, bundles = [] }: PageContent): string => {
  const { reader, user, path, formToken, flash, madeUpTo } = frame;
  const t = translations[reader.locale];
  const shared = { reader, formToken, path, user };
  const body = render(template, { ...model, ...shared });
  const navigation = user && navigationFor(user.roles, path, t);
  return render('layouts/page', {
    ...shared,
    title,
    body: made(body),
    navigation: navigation?.main,
    organisationPages: navigation?.organisation,
    isOrganisationPage: navigation?.organisation.some(({ isCurrent }) => isCurrent),
    flash,
    // Zero is a number, too, and nothing to a template.
    madeUpTo: madeUpTo?.toString(),
    locales: localeSwitch(reader.locale),
    themes: themes.map((value) => ({ value, label: t(`frame.theme.${value}`), isCurrent: value === reader.theme })),
    scripts: ['main', ...bundles].map((name) => `${name}.js`).filter(hasAsset),
    styles: ['main', ...bundles].map((name) => `${name}.css`).filter(hasAsset),
    browserTexts: subjectTexts(reader.locale, 'browser'),
  });
};

/** A piece of a page, for a script that puts it in place. */
export const renderFragment = ({ reader, user, path, formToken }: Frame, template: string, model: object): string =>
  render(template, { ...model, reader, formToken, path, user });
