import { present } from '../present.ts';
import type { Customer } from './case.ts';

export const maskText = (text: string): string =>
  text.length <= 1 ? '*' : `${text.slice(0, 1)}${'*'.repeat(text.length - 1)}`;

/** Phone numbers keep the last two digits, so that a caller can still be told apart. */
export const maskPhone = (phone: string): string => `${'*'.repeat(Math.max(0, phone.length - 2))}${phone.slice(-2)}`;

/** The customer as a role sees it that does not need personal data to act (requirement O3). */
export const maskCustomer = ({
  id,
  class: customerClass,
  name,
  phone,
  email,
  address,
  language,
}: Customer): Customer => ({
  class: customerClass,
  ...present({
    id,
    name: name && maskText(name),
    phone: phone && maskPhone(phone),
    email: email && '***',
    address: address && '***',
    language,
  }),
});
