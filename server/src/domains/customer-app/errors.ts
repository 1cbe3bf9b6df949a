import { DomainError } from '../../platform/errors.ts';

/** Only a code that can be scanned now may receive newcomers. */
export class ReceptionChannelNotUsable extends DomainError<{ channelId: string }> {
  readonly code = 'customer_app.reception_channel_not_usable';
  readonly kind = 'invalid';
}

/** The server has no keys of a mini-program: nobody could open anything in it. */
export class MiniProgramNotConfigured extends DomainError {
  readonly code = 'customer_app.not_configured';
  readonly kind = 'invalid';
}
