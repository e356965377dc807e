/** A real Chromium for the tests of the pages, one for all; every reader gets a profile of their own. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { startServiceUnderTest, type ServiceUnderTest } from '../api/service-under-test.ts';

/** Debian's Chromium: its headless shell needs a third less of the processor, the whole browser serves as well. */
export const executablePath = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) =>
  existsSync(path),
);

/** Settings of one person's browser. */
export type Look = {
  readonly locale?: 'zh-CN' | 'en';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly javaScript?: boolean;
};

export type BrowserTest = {
  readonly service: ServiceUnderTest;
  /** A page signed in as demo staff; problems in its console fail the test that closes it. */
  open(userId: string | undefined, path: string, look?: Look): Promise<Page>;
};

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

type Violation = { id: string; help: string; nodes: { html: string; failureSummary: string }[] };

/** Fails with every break of WCAG 2.2 A and AA that axe finds on the page. */
export const expectAccessible = async (page: Page): Promise<void> => {
  // What has scrolled under the header would count as covered.
  await page.evaluate('window.scrollTo(0, 0)');
  await page.evaluate(
    "document.querySelectorAll('.toast').forEach((toast) => toast.getAnimations().forEach((run) => run.finish()))",
  );
  if (!(await page.evaluate('"axe" in globalThis'))) {
    // The page's own policy forbids foreign scripts, so axe comes in through the debugging channel.
    const { readFileSync } = await import('node:fs');
    await page.evaluate(readFileSync(axeFile, 'utf8'));
  }
  const violations = await page.evaluate<Violation[]>(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((result) => result.violations)",
  );
  expect(
    violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join('\n')}`,
    ),
  ).to.deep.equal([]);
};

/** Fails when the page is wider than the window. */
export const expectNoSidewaysScroll = async (page: Page): Promise<void> => {
  const [content, window] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  expect(content, `the page ${page.url()} is wider than the window`).to.be.at.most(window);
};

/**
 * Declares tests in a browser against a service of their own. Without Chromium they are skipped, and the title says so.
 */
export const describeInBrowser = (title: string, tests: (browser: BrowserTest) => void): void => {
  if (executablePath === undefined) {
    describe.skip(`${title} (skipped: there is no Chromium in /usr/bin)`, () => tests({} as BrowserTest));
    return;
  }
  describe(title, function () {
    this.timeout(120_000);
    // A busy machine may hold a browser up for longer than a test waits; what is wrong fails twice.
    this.retries(1);
    let service: ServiceUnderTest;
    let folder: string;
    const contexts: BrowserContext[] = [];
    let launched: Awaited<ReturnType<typeof chromium.launch>>;
    const problems: string[] = [];

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'caseladder-browser-'));
      [service, launched] = await Promise.all([
        startServiceUnderTest(),
        chromium.launch({
          executablePath,
          chromiumSandbox: false,
          env: { HOME: folder, TZ: 'Asia/Shanghai', LANG: 'C.UTF-8' },
          args: [
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            '--disable-dev-shm-usage',
          ],
        }),
      ]);
    });
    afterEach(async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
      const seen = problems.splice(0);
      expect(seen, 'problems in the browser’s console').to.deep.equal([]);
    });
    after(async () => {
      await launched?.close();
      await service?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    tests({
      get service() {
        return service;
      },
      async open(userId, path, { locale = 'en', theme = 'light', width = 1280, height = 800, javaScript = true } = {}) {
        const context = await launched.newContext({
          locale,
          colorScheme: theme,
          viewport: { width, height },
          timezoneId: 'Asia/Shanghai',
          javaScriptEnabled: javaScript,
        });
        contexts.push(context);
        const page = await context.newPage();
        page.setDefaultTimeout(30_000);
        page.on('pageerror', (error) => problems.push(`${page.url()}: ${String(error)}`));
        page.on('console', (message) => {
          // A refusal is an answer, and a test may cut a connection.
          const isRefusal = /status of (?:4\d\d)|ERR_FAILED/.test(message.text());
          if (message.type() === 'error' && !isRefusal) problems.push(`${page.url()}: ${message.text()}`);
        });
        if (userId !== undefined) {
          await page.goto(`${service.url}/sign-in?next=${encodeURIComponent(path)}`);
          await page.fill('[name=userId]', userId);
          await page.fill('[name=password]', 'demo');
          await page.press('[name=password]', 'Enter');
          await page.waitForURL(`${service.url}${path}`);
        } else await page.goto(`${service.url}${path}`);
        return page;
      },
    });
  });
};
