/** What one row of a file becomes: everything needed to register a complaint. */

export const centreIds = [
  'lanzhou',
  'jiayuguan',
  'jinchang',
  'baiyin',
  'tianshui',
  'wuwei',
  'zhangye',
  'pingliang',
  'jiuquan',
  'qingyang',
  'dingxi',
  'longnan',
  'linxia',
  'gannan',
] as const;

export const channels = ['phone', 'mail', 'web', 'forum', 'walk-in', 'key-account-manager'] as const;
export const severities = ['low', 'normal', 'high'] as const;
export const customerClasses = ['ordinary', 'key-account', 'important', 'leased-line'] as const;

export type ComplaintInput = {
  readonly definitionKey: 'complaint';
  /** One of `centreIds`. */
  readonly centre: string;
  readonly channel: (typeof channels)[number];
  /** One line, at most 200 characters. */
  readonly subject: string;
  readonly description?: string;
  readonly category: string;
  readonly severity: (typeof severities)[number];
  readonly customer: {
    readonly name?: string;
    readonly phone?: string;
    readonly class: (typeof customerClasses)[number];
    readonly address?: string;
  };
  readonly receivedAt: Date;
  /** Where the complaint comes from; the pair is unique, so that a second import finds the first. */
  readonly source: { readonly system: string; readonly key: string };
  readonly data?: Record<string, unknown>;
};
