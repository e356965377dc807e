/** The customer record system ("97"): a customer with products and orders, by phone or order number (requirement I1). */
import { chanceOf, pick } from './chance.ts';
import type { System } from './system.ts';

const surnames = ['王', '李', '张', '刘', '陈', '杨', '马', '赵', '孙', '周', '吴', '徐', '韩', '何', '高', '白'];
const givenNames = [
  '伟',
  '芳',
  '娜',
  '秀英',
  '敏',
  '静',
  '强',
  '磊',
  '军',
  '洋',
  '勇',
  '艳',
  '杰',
  '建国',
  '晓明',
  '桂兰',
];
const centres = [
  'lanzhou',
  'tianshui',
  'baiyin',
  'wuwei',
  'zhangye',
  'pingliang',
  'jiuquan',
  'qingyang',
  'dingxi',
  'longnan',
];
const streets = ['东方红路', '中山路', '天水路', '庆阳路', '民主路', '人民路', '解放路', '西津路'];
const products = ['固定电话', '宽带 20M', '宽带 100M', '来电显示', '小灵通', '专线 2M', '201 卡'];

const usualClass = 'ordinary';
const otherClasses = ['key-account', 'important', 'leased-line'];

export const customerRecordSystem: System = {
  name: 'customer-record',
  title: '客户资料系统（97） Customer records',
  topics: ['customer-record'],
  port: 4097,
  answer({ variables, contact }) {
    const asked = variables['phone'] ?? variables['orderNumber'] ?? contact?.customer.phone;
    if (typeof asked !== 'string' || asked === '') return { recordFound: false };
    const chance = chanceOf(asked);
    // Some callers are no customers.
    if (chance('known', 50) === 0) return { recordFound: false };
    const isOrder = variables['phone'] === undefined && variables['orderNumber'] !== undefined;
    const phone = isOrder ? `139${String(chance('phone', 100_000_000)).padStart(8, '0')}` : asked;
    const count = 1 + chance('products', 3);
    return {
      recordFound: true,
      customer: {
        id: `97-${String(chance('id', 10_000_000)).padStart(7, '0')}`,
        class: chance('class', 100) < 88 ? usualClass : pick(chance, 'other class', otherClasses),
        name: pick(chance, 'surname', surnames) + pick(chance, 'given name', givenNames),
        phones: [phone],
        // A few customers from abroad.
        language: chance('language', 25) === 0 ? 'en' : 'zh-CN',
        address: `${pick(chance, 'street', streets)}${1 + chance('house', 300)}号`,
        centre: contact?.centre ?? pick(chance, 'centre', centres),
        products: Array.from({ length: count }, (_, index) => ({
          id: `P${chance(`product id ${index}`, 1_000_000)}`,
          name: pick(chance, `product ${index}`, products),
          number: phone,
          status: chance(`status ${index}`, 12) === 0 ? 'suspended' : 'active',
        })),
        orderNumbers: isOrder ? [asked] : [`97${String(chance('order', 100_000_000)).padStart(8, '0')}`],
      },
    };
  },
};
