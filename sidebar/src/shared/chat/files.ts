import type { ChatMessageView } from '@zhike/shared/contracts/chat';
import { routes } from '@zhike/shared/routes';
import { createContext, useContext } from 'react';
import { urlOf } from '../api/call.ts';

/** The files of one message, and how to look again for those on their way. */
interface FilesOfMessage {
  files: ChatMessageView['files'];
  lookAgain(): void;
}

export const FilesContext = createContext<FilesOfMessage>({ files: [], lookAgain: () => undefined });

export type FileState =
  | { state: 'stored'; url: string; size: number | null }
  | { state: 'waiting'; lookAgain(): void }
  | { state: 'gave_up' | 'none' };

/** Where the bytes of a file are, if they are. */
export function useChatFile(mediaId: string | null): FileState {
  const { files, lookAgain } = useContext(FilesContext);
  if (mediaId === null) return { state: 'none' };
  const file = files.find((one) => one.mediaId === mediaId);
  if (file?.status === 'gave_up') return { state: 'gave_up' };
  if (file?.status !== 'stored') return { state: 'waiting', lookAgain };
  return { state: 'stored', url: urlOf(routes.getChatMedia.path, { mediaId }), size: file.size };
}
