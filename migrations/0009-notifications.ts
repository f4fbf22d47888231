import type { MigrationContext } from '../src/database/migrator.js';

/** What staff are told, and what became of it; ids, score and place only, no name or number. */
export async function up(context: MigrationContext): Promise<void> {
  await context.run(
    `CREATE TABLE notifications (
      id UUID NOT NULL PRIMARY KEY,
      organization_id UUID NOT NULL,
      showroom_id UUID NOT NULL,
      recipient_id UUID NOT NULL,
      channel ENUM('sms', 'tablet') NOT NULL,
      template VARCHAR(48) CHARACTER SET ascii NOT NULL,
      data JSON NOT NULL,
      event_id UUID NOT NULL,
      state ENUM('pending', 'sending', 'sent', 'failed', 'unknown') NOT NULL,
      provider_id VARCHAR(128) NULL,
      error_code VARCHAR(64) CHARACTER SET ascii NULL,
      attempts SMALLINT UNSIGNED NOT NULL,
      created_at DATETIME(3) NOT NULL,
      claimed_at DATETIME(3) NULL,
      sent_at DATETIME(3) NULL,
      UNIQUE KEY uq_notifications_organization_id_id (organization_id, id),
      UNIQUE KEY uq_notifications_event (organization_id, event_id, recipient_id, channel),
      KEY ix_notifications_recipient (organization_id, recipient_id, id),
      KEY ix_notifications_created_at (state, created_at),
      KEY ix_notifications_claimed_at (state, claimed_at),
      CONSTRAINT fk_notifications_showroom FOREIGN KEY (organization_id, showroom_id)
        REFERENCES showrooms (organization_id, id),
      CONSTRAINT fk_notifications_recipient FOREIGN KEY (organization_id, recipient_id)
        REFERENCES users (organization_id, id)
    )`,
  );
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  await context.run('DROP TABLE notifications');
}
