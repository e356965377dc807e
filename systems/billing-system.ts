/** The billing centre: the details of a bill (requirement I2). */
import { chanceOf, numberAmong, pick } from './chance.ts';
import type { System } from './system.ts';

const items = ['月租费', '市话费', '国内长途费', '宽带包月费', '信息服务费', '来电显示费'];

export const billingSystem: System = {
  name: 'billing',
  title: '计费中心 Billing centre',
  topics: ['billing-details'],
  port: 4098,
  answer({ variables, contact }, at) {
    const month = typeof variables['month'] === 'string' ? variables['month'] : at.toISOString().slice(0, 7);
    const account = numberAmong(variables['phone'], variables['account'], contact?.customer.phone) ?? 'unknown';
    const chance = chanceOf(`${account}|${month}`);
    const lines = Array.from({ length: 2 + chance('lines', 4) }, (_, index) => ({
      name: pick(chance, `item ${index}`, items),
      /** In fen, so that sums are exact. */
      amountFen: 100 + chance(`amount ${index}`, 9_900),
    }));
    const totalFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
    const isDoubled = chance('doubled', 10) === 0;
    return {
      bill: { month, lines, totalFen: isDoubled ? totalFen * 2 : totalFen, isPaid: chance('paid', 4) > 0, isDoubled },
      billFound: true,
    };
  },
};
