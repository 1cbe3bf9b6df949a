import type { CustomerView } from '../../src/control/views.ts';
import { control } from '../api/control.ts';

const NAMES = [
  '周小满',
  '林晓雨',
  '顾言',
  '宋知夏',
  '陆川',
  '叶青青',
  '沈默然',
  '许愿',
  '程一诺',
  '唐果',
  '白露',
  '江予安',
  '何夕',
  '苏木',
  '温岚',
  '秦朗',
];

/** A stranger walks in: somebody who knows nobody of the corp yet. */
export function createStranger(taken: CustomerView[]): Promise<CustomerView> {
  const names = new Set(taken.map((customer) => customer.name));
  const name = NAMES.find((candidate) => !names.has(candidate)) ?? `新客户 ${taken.length + 1}`;
  return control('POST /control/customers', { body: { name, type: 1 } });
}
