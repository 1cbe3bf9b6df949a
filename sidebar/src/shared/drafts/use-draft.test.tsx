import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { forgetSentDraft, hasDraft, useDraft } from './use-draft.ts';

beforeEach(() => sessionStorage.clear());

test('what was written is there again when the form opens again', () => {
  const first = renderHook(() => useDraft('note.c1', { text: '' }));
  act(() => first.result.current[1]({ text: '客户想看样板间' }));
  first.unmount();
  expect(renderHook(() => useDraft('note.c1', { text: '' })).result.current[0]).toEqual({ text: '客户想看样板间' });
  expect(renderHook(() => useDraft('note.c2', { text: '' })).result.current[0]).toEqual({ text: '' });
});

test('a saved draft is forgotten', () => {
  const { result } = renderHook(() => useDraft('note.c1', ''));
  act(() => result.current[1]('写了一半'));
  expect(hasDraft('note.c1')).toBe(true);
  act(() => result.current[2]());
  expect(hasDraft('note.c1')).toBe(false);
});

test('what cannot be read is no draft', () => {
  sessionStorage.setItem('zhike.draft.note.c1', '{broken');
  expect(renderHook(() => useDraft('note.c1', '空')).result.current[0]).toBe('空');
});

test('a draft that was written on since it was sent is kept', () => {
  const { result } = renderHook(() => useDraft('note.c1', { text: '' }));
  act(() => result.current[1]({ text: '写了一半,又写' }));
  forgetSentDraft('note.c1', { text: '写了一半' });
  expect(hasDraft('note.c1')).toBe(true);
  forgetSentDraft('note.c1', { text: '写了一半,又写' });
  expect(hasDraft('note.c1')).toBe(false);
});
