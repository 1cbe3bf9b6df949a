/** Facts about the chat that WeCom writes into it, words of nobody (wecom-callbacks 3.8): taken back, agreed, refused. */
const NOT_SAID = ['revoke', 'agree', 'disagree'];

/** Whether somebody said it. */
export const isSpeech = ({ type }: { type: string }): boolean => !NOT_SAID.includes(type);

/** The same of rows of `chat_message`. */
export const IS_SPEECH_SQL = `type NOT IN (${NOT_SAID.map((type) => `'${type}'`).join(', ')})`;
