/**
 * Pictures of the pages for the documentation, taken of a running service with demo data:
 * `npm run screenshots -- http://127.0.0.1:3000`. Every page in Chinese by day and in English by night.
 */
import { mkdirSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { executablePath } from './browser.ts';

type Shot = {
  readonly name: string;
  readonly as: string;
  readonly path: string;
  /** Makes the page show something before the picture is taken. */
  prepare?(page: Page): Promise<void>;
  readonly width?: number;
};

/** Follows the first link whose address begins so; stays where it is when there is none. */
const follow =
  (start: string) =>
  async (page: Page): Promise<void> => {
    const link = page.locator(`main a[href^="${start}"]`).first();
    if ((await link.count()) === 0) return;
    await link.click();
    await page.waitForLoadState('load');
  };

const shots: readonly Shot[] = [
  { name: 'worklist', as: 'senior.lanzhou', path: '/worklist' },
  { name: 'task', as: 'senior.lanzhou', path: '/worklist', prepare: follow('/tasks/') },
  { name: 'case', as: 'manager.lanzhou', path: '/cases', prepare: follow('/cases/') },
  { name: 'register', as: 'junior.lanzhou', path: '/register' },
  { name: 'search', as: 'province', path: '/search?q=宽带' },
  { name: 'handover', as: 'senior.lanzhou', path: '/handover' },
  { name: 'board', as: 'province', path: '/board' },
  { name: 'board-phone', as: 'province', path: '/board', width: 390 },
  { name: 'staff', as: 'leader.lanzhou', path: '/staff' },
  { name: 'calendars', as: 'admin', path: '/calendars' },
  { name: 'audit', as: 'auditor', path: '/audit' },
  { name: 'trace', as: 'auditor', path: '/audit', prepare: follow('/audit/cases/') },
  { name: 'designer', as: 'designer', path: '/designer' },
  { name: 'api-reference', as: 'integration', path: '/api-reference' },
];

const looks = [
  { locale: 'zh-CN', colorScheme: 'light' },
  { locale: 'en', colorScheme: 'dark' },
] as const;

const signIn = async (page: Page, url: string, userId: string): Promise<void> => {
  await page.goto(`${url}/sign-in`);
  await page.fill('input[name=userId]', userId);
  await page.fill('input[name=password]', 'demo');
  await page.press('input[name=password]', 'Enter');
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
};

const take = async (browser: Browser, url: string, folder: string): Promise<void> => {
  for (const look of looks)
    for (const { name, as, path, prepare, width = 1280 } of shots) {
      const context = await browser.newContext({
        ...look,
        viewport: { width, height: width < 500 ? 844 : 860 },
        timezoneId: 'Asia/Shanghai',
      });
      const page = await context.newPage();
      await signIn(page, url, as);
      // Live pages keep a connection open, so the network is never idle for long.
      await page.goto(`${url}${path}`, { waitUntil: 'load' });
      await prepare?.(page);
      await page.waitForTimeout(800);
      await page.screenshot({ path: `${folder}/${name}-${look.locale}-${look.colorScheme}.png` });
      await context.close();
      process.stdout.write(`${name} ${look.locale} ${look.colorScheme}\n`);
    }
};

const [url = 'http://127.0.0.1:3000', folder = 'docs/screenshots'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  ...(executablePath !== undefined && { executablePath }),
  chromiumSandbox: false,
  args: ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-dev-shm-usage'],
});
try {
  await take(browser, url.replace(/\/$/, ''), folder);
} finally {
  await browser.close();
}
