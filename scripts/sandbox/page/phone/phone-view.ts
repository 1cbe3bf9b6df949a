/** The code a customer points the camera at: one of the list, or the text found in a picture. */
export type ScannedCode = { configId: string } | { scanUrl: string };

/** What the customer's phone shows. */
export type PhoneView =
  | { name: 'chats' }
  | { name: 'scan' }
  | { name: 'card'; code: ScannedCode }
  | { name: 'chat'; userId: string }
  | { name: 'mini' }
  | { name: 'web'; url: string; back: PhoneView };
