/** The demo's customers: whoever a number belongs to is what the reference system "97" says about it. */
import type { Contact } from '../../engine/index.ts';
import { customerRecordSystem } from '../../systems/customer-record-system.ts';
import { chanceOf } from '../chance.ts';

type Customer = Contact['customer'];

/** The n-th number of a centre. */
const phoneOf = (seed: number, centre: string, index: number): string =>
  `139${String(Math.floor(chanceOf(`${seed}/${centre}/phone/${index}`) * 1e8)).padStart(8, '0')}`;

export const callerOf = (seed: number, centre: string, index: number, at: Date): Customer => {
  const phone = phoneOf(seed, centre, index);
  const asked = { id: '', topic: 'customer-record', variables: {}, contact: { centre, customer: { phone } } };
  const { customer } = customerRecordSystem.answer(asked, at) as {
    customer?: { id: string; class: Customer['class']; name: string; address: string; language: string };
  };
  if (!customer) return { class: 'ordinary', phone };
  const { id, class: customerClass, name, address, language } = customer;
  return { id, class: customerClass, name, phone, address, language };
};
