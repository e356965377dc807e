/** What customers call about. */
export type Matter = { readonly category: string; readonly subject: string; readonly description: string };

/** Categories with their share of all complaints and what is said. */
const complaints: readonly (readonly [
  category: string,
  share: number,
  matters: readonly (readonly [string, string])[],
])[] = [
  [
    'fault',
    0.28,
    [
      ['宽带昨晚起无法上网', '光猫 LOS 灯闪红，重启多次无效。家里有人在家办公，请尽快修复。'],
      ['固定电话有杂音听不清', '接通后沙沙声很大，对方听不清，已持续三天。'],
      ['上网频繁掉线', '每天晚上八点以后十几分钟掉一次，白天正常。'],
      ['电话只能呼出不能呼入', '别人打进来一直提示忙音，座机没有挂错。'],
      ['装机后一直没有信号', '上周装机师傅说当晚开通，到现在没有信号。'],
      ['小区停电后宽带一直没有恢复', '昨天停电，今天来电后整栋楼都上不了网。'],
    ],
  ],
  [
    'billing',
    0.24,
    [
      ['上月话费重复扣款', '银行卡被扣了两次月租，流水单可以提供。'],
      ['不明信息服务费', '账单里有一项信息服务费，从来没有订过，要求退费。'],
      ['退费一直没有到账', '营业厅答应七个工作日退费，已经二十天了。'],
      ['长途费与实际通话不符', '账单上有三个长途电话，当天家里没有人。'],
      ['优惠期未满就按原价收费', '合同写明优惠十二个月，第九个月就恢复原价。'],
    ],
  ],
  [
    'service',
    0.14,
    [
      ['营业厅人员态度差', '办理过户时工作人员不耐烦，材料扔在柜台上。'],
      ['上门维修多次爽约', '约了三次都没有来，也没有电话通知。'],
      ['拆机申请迟迟不办', '一个月前申请拆机，现在还在收月租。'],
      ['强制捆绑销售', '装宽带被要求必须办一张手机卡。'],
    ],
  ],
  [
    'consultation',
    0.2,
    [
      ['咨询宽带提速办法', '想把 20M 换成 100M，问需要什么手续、多少钱。'],
      ['咨询过户手续', '房子卖了，电话想过户给新房主。'],
      ['咨询国际长途开通', '孩子在国外，想开通国际长途。'],
      ['咨询来电显示资费', '来电显示每月多少钱，能不能按年交。'],
    ],
  ],
  [
    'speed',
    0.06,
    [
      ['网速远低于签约速率', '签的是 100M，测速只有 12M，换了网线也一样。'],
      ['晚间网速极慢', '晚上看视频一直缓冲，早上就正常。'],
    ],
  ],
  [
    'tariff',
    0.04,
    [
      ['套餐被擅自更改', '没有同意过，套餐从 58 元变成 88 元。'],
      ['资费公示与实际不一致', '营业厅海报写的价格和收的不一样。'],
    ],
  ],
  [
    'network',
    0.03,
    [
      ['村里手机没有信号', '整个村子只有山顶有信号，老人打不通急救电话。'],
      ['专线中断影响营业', '网点专线中断两小时，业务全部停办。'],
    ],
  ],
  ['safety', 0.01, [['电话线杆倾斜有危险', '路边线杆向人行道倾斜，线缆垂到一人高。']]],
];

const suggestions: readonly (readonly [string, string])[] = [
  ['建议营业厅设老年人专窗', '老人排队时间长，看不清叫号屏。'],
  ['建议账单增加月度对比', '希望账单能看到与上月的差别。'],
  ['建议周末提供上门服务', '平时上班，只有周末在家。'],
  ['建议开通微信报障', '打电话报障要等很久。'],
  ['建议推出学生宽带套餐', '寒暑假不用，希望能停机保号。'],
  ['建议优化农村信号覆盖', '国道沿线几个村信号很差。'],
];

const callbacks: readonly (readonly [string, string])[] = [
  ['请下班后回电说明账单', '白天不方便接电话。'],
  ['约定时间回电确认装机日期', '客户要先跟房东商量。'],
  ['请经理回电', '客户要求与负责人谈。'],
  ['回电告知维修进度', '客户在外地，家里老人不会用。'],
];

const orders: readonly (readonly [string, string])[] = [
  ['巡检光交箱门损坏', '路边光交箱门关不上，请现场处理。'],
  ['更换老化入户线', '批量改造范围内的用户线，请安排更换。'],
];

const pick = <Item>(items: readonly Item[], chance: number): Item => items[Math.floor(chance * items.length)]!;

const matterOf = (category: string, [subject, description]: readonly [string, string]): Matter => ({
  category,
  subject,
  description,
});

/** Two chances: of the category, and of what is said. */
export const complaintMatter = (kind: number, words: number): Matter => {
  let sum = 0;
  const [category, , matters] = complaints.find(([, share]) => (sum += share) > kind) ?? complaints[0]!;
  return matterOf(category, pick(matters, words));
};

export const suggestionMatter = (words: number): Matter => matterOf('service', pick(suggestions, words));
export const callbackMatter = (words: number): Matter => matterOf('consultation', pick(callbacks, words));
export const orderMatter = (words: number): Matter => matterOf('network', pick(orders, words));
