import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EndpointRequest } from '@zhike/shared/contracts/endpoint';
import type { copySegment, createSegment, deleteSegment, updateSegment } from '@zhike/shared/contracts/segment';
import { call } from '../../../../shared/api/call.ts';

export type SegmentFields = EndpointRequest<typeof createSegment>['body'];

export function useChangeSegments() {
  const client = useQueryClient();
  const onSettled = async () => {
    await client.invalidateQueries({ queryKey: ['segments'] });
    await client.invalidateQueries({ queryKey: ['segment'] });
  };
  return {
    create: useMutation({
      mutationFn: (body: SegmentFields) => call<typeof createSegment>('createSegment', { body }),
      onSettled,
    }),
    update: useMutation({
      mutationFn: ({ segmentId, ...body }: SegmentFields & { segmentId: string; version: number }) =>
        call<typeof updateSegment>('updateSegment', { params: { segmentId }, body }),
      onSettled,
    }),
    copy: useMutation({
      mutationFn: (segmentId: string) => call<typeof copySegment>('copySegment', { params: { segmentId } }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (segmentId: string) => call<typeof deleteSegment>('deleteSegment', { params: { segmentId } }),
      onSettled,
    }),
  };
}
