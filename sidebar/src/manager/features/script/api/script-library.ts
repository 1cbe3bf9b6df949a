import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EndpointRequest } from '@zhike/shared/contracts/endpoint';
import type {
  createScript,
  createScriptCategory,
  deleteScript,
  deleteScriptCategory,
  getScript,
  getScriptStats,
  listScriptCategories,
  reorderScriptCategories,
  searchScripts,
  updateScript,
  updateScriptCategory,
} from '@zhike/shared/contracts/script';
import { useState } from 'react';
import { CreationKeys } from '../../../../shared/drafts/creation-keys.ts';
import { call } from '../../../../shared/api/call.ts';

/** Scripts of the company: what reps keep for themselves is their own business. */

export type ScriptOrder = 'order' | 'most_used';

export function useCompanyCategories() {
  return useQuery({
    queryKey: ['scripts', 'categories'],
    queryFn: ({ signal }) => call<typeof listScriptCategories>('listScriptCategories', { signal }),
    select: ({ items }) => items.filter(({ isMine }) => !isMine),
  });
}

export function useCompanyScripts(filter: { text: string; categoryId: string | null; sort: ScriptOrder }) {
  return useInfiniteQuery({
    queryKey: ['scripts', 'company', filter],
    queryFn: ({ pageParam, signal }) =>
      call<typeof searchScripts>('searchScripts', {
        body: { ...filter, whose: 'company', cursor: pageParam, limit: 30 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** As it is now, whoever saved it last. */
export const readScript = (scriptId: string) =>
  call<typeof getScript>('getScript', { params: { scriptId }, query: {} });

export function useScriptStats(span: { from: string; to: string }) {
  return useQuery({
    queryKey: ['scripts', 'stats', span],
    queryFn: ({ signal }) => call<typeof getScriptStats>('getScriptStats', { query: span, signal }),
  });
}

export type ScriptFields = Omit<EndpointRequest<typeof createScript>['body'], 'isMine' | 'idempotencyKey'>;

export function useChangeScripts() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['scripts'] });
  const [keys] = useState(() => new CreationKeys());
  return {
    create: useMutation({
      mutationFn: (body: ScriptFields) =>
        call<typeof createScript>('createScript', { body: { ...body, isMine: false, idempotencyKey: keys.of(body) } }),
      onSuccess: () => keys.forget(),
      onSettled,
    }),
    update: useMutation({
      mutationFn: ({ scriptId, ...body }: ScriptFields & { scriptId: string; version: number }) =>
        call<typeof updateScript>('updateScript', { params: { scriptId }, body }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (scriptId: string) => call<typeof deleteScript>('deleteScript', { params: { scriptId } }),
      onSettled,
    }),
  };
}

export function useChangeCategories() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['scripts'] });
  return {
    create: useMutation({
      mutationFn: (body: { name: string; parentId: string | null }) =>
        call<typeof createScriptCategory>('createScriptCategory', { body: { ...body, isMine: false } }),
      onSettled,
    }),
    rename: useMutation({
      mutationFn: ({ categoryId, name }: { categoryId: string; name: string }) =>
        call<typeof updateScriptCategory>('updateScriptCategory', { params: { categoryId }, body: { name } }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (categoryId: string) =>
        call<typeof deleteScriptCategory>('deleteScriptCategory', { params: { categoryId } }),
      onSettled,
    }),
    reorder: useMutation({
      mutationFn: (body: { parentId: string | null; categoryIds: string[] }) =>
        call<typeof reorderScriptCategories>('reorderScriptCategories', { body: { ...body, isMine: false } }),
      onSettled,
    }),
  };
}
