import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { CustomerHeader } from './customer-header.tsx';
import { exampleProfile } from './example-profile.ts';

afterEach(cleanup);

test('the stage is read out with its name, and as something to set while there is none', () => {
  const show = (stage: Parameters<typeof exampleProfile>[0]) => (
    <CustomerHeader profile={exampleProfile(stage)} onStage={() => undefined} />
  );
  const { rerender } = render(show({ stage: null }));
  expect(screen.getByRole('button', { name: '设置客户阶段' })).toBeDefined();
  rerender(show({ stage: { id: 's1', name: '意向', color: 'blue', sort: 1, isDefault: false } }));
  expect(screen.getByRole('button', { name: '客户阶段:意向' })).toBeDefined();
});
