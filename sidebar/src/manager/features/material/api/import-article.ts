import { useMutation } from '@tanstack/react-query';
import type { importArticle } from '@zhike/shared/contracts/material';
import { call } from '../../../../shared/api/call.ts';

/** Makes an article out of pasted HTML; nothing is saved as a material yet. */
export function useImportArticle() {
  return useMutation({
    mutationFn: (html: string) => call<typeof importArticle>('importArticle', { body: { html } }),
  });
}
