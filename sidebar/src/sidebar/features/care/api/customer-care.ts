import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CareCalendar } from '@zhike/shared/contracts/care';
import type { chooseCareCalendar, findSolarDay, getCareOfCustomer } from '@zhike/shared/contracts/care-of-customer';
import type { changeCustomerField } from '@zhike/shared/contracts/customer-changes';
import { call } from '../../../../shared/api/call.ts';

/** The birthdays of a customer that are remembered, soonest first. */
export function useCustomerCare(customerId: string) {
  return useQuery({
    queryKey: ['customer-care', customerId],
    queryFn: ({ signal }) => call<typeof getCareOfCustomer>('getCareOfCustomer', { params: { customerId }, signal }),
  });
}

/** By which calendar she keeps a birthday. */
export function useChooseCalendar(customerId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { fieldId: string; calendar: CareCalendar }) =>
      call<typeof chooseCareCalendar>('chooseCareCalendar', { params: { customerId }, body }),
    onSuccess: (care) => client.setQueryData(['customer-care', customerId], care),
  });
}

export interface LunarDate {
  year: number;
  month: number;
  day: number;
  isLeapMonth: boolean;
}

/** Notes a birthday that is known by the lunar calendar: the day it was, and that it is kept so. */
export function useNoteLunarBirthday(customerId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ fieldId, date }: { fieldId: string; date: LunarDate }) => {
      const { day } = await call<typeof findSolarDay>('findSolarDay', { body: date });
      await call<typeof changeCustomerField>('changeCustomerField', {
        params: { customerId, fieldId },
        body: { value: { kind: 'date', day } },
      });
      return call<typeof chooseCareCalendar>('chooseCareCalendar', {
        params: { customerId },
        body: { fieldId, calendar: 'lunar' },
      });
    },
    onSuccess: (care) => client.setQueryData(['customer-care', customerId], care),
    onSettled: () =>
      Promise.all([['profile'], ['timeline', customerId]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
