import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { listSops, SopRow } from '@zhike/shared/contracts/sop';
import type { enrolCustomer, listEnrolments, stopEnrolment } from '@zhike/shared/contracts/sop-enrolment';
import { call } from '../../../../shared/api/call.ts';

/** The SOPs a customer is or was in, newest first. */
export function useCustomerSops(customerId: string) {
  return useQuery({
    queryKey: ['customer-sops', customerId],
    queryFn: ({ signal }) => call<typeof listEnrolments>('listEnrolments', { params: { customerId }, signal }),
  });
}

/** Those in use: what a customer can begin. */
export function useSopsInUse() {
  return useQuery({
    queryKey: ['sops'],
    queryFn: async ({ signal }) => {
      const inUse: SopRow[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await call<typeof listSops>('listSops', { body: { cursor, limit: 100 }, signal });
        inUse.push(...page.items.filter(({ isOn }) => isOn));
        // Those in use come first.
        if (page.nextCursor === null || page.items.some(({ isOn }) => !isOn)) return inUse;
        cursor = page.nextCursor;
      }
    },
  });
}

/** Lets a customer begin, or ends her way. */
export function useChangeSops(customerId: string) {
  const client = useQueryClient();
  const onSettled = () =>
    Promise.all(
      [['customer-sops', customerId], ['timeline', customerId], ['tasks']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  return {
    enrol: useMutation({
      mutationFn: (sopId: string) =>
        call<typeof enrolCustomer>('enrolCustomer', { params: { customerId }, body: { sopId } }),
      onSettled,
    }),
    stop: useMutation({
      mutationFn: (enrolmentId: string) => call<typeof stopEnrolment>('stopEnrolment', { params: { enrolmentId } }),
      onSettled,
    }),
  };
}
