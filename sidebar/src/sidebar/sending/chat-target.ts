/** The open chat: of a customer, or a group. */
export type ChatTarget = { customerId: string; chatId?: undefined } | { chatId: string; customerId?: undefined };

export const targetKey = ({ customerId, chatId }: ChatTarget) => customerId ?? chatId ?? '';
