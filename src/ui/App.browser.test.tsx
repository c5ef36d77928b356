import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { failed, ok } from '../core/failure.ts';
import { engine, mountPage } from './fixtures/mountPage.tsx';
import { presetConfig } from '../core/presets.ts';
import { defaultRunConfig } from '../core/runConfig.ts';

let mounted: Awaited<ReturnType<typeof mountPage>> | null = null;
afterEach(() => mounted?.unmount());
async function mount(...options: Parameters<typeof mountPage>) {
  mounted = await mountPage(...options);
  return mounted;
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const running = { kind: 'state', state: 'running', runId: 'a', step: 1 } as const;

describe('the page', () => {
  it('names the adapter and warns of a software one', async () => {
    await mount();
    await expect.element(page.getByTestId('adapter')).toHaveTextContent(/test adapter.*slow/);
  });

  it('says what Start will do, starts, pauses and stops', async () => {
    const { say, commands } = await mount();
    await expect.element(page.getByText(/64\s+completions a step/)).toBeVisible();
    await button('Start training').click();
    say(running);
    await button('Pause').click();
    say({ ...running, state: 'paused' });
    await button('One step').click();
    await button('Resume').click();
    await button('Stop').click();
    say({ ...running, state: 'stopped' });
    await expect.element(button('Stop')).toBeDisabled();
    expect(commands).toEqual(['load webgpu', 'start', 'pause', 'step', 'resume', 'stop']);
  });

  it('says how much memory the run takes and that a step was split', async () => {
    const { say } = await mount();
    say(running);
    say({ kind: 'memory', runId: 'a', bytes: 310e6, microBatches: 3 });
    await expect
      .element(page.getByTestId('memory'))
      .toHaveTextContent('about 310 MB of GPU memory, each step in 3 parts');
  });

  it('shows metrics as numbers and as a table', async () => {
    const { say } = await mount();
    say({ ...running });
    say({
      kind: 'step',
      runId: 'a',
      step: 1,
      metrics: { reward: 0.512, reward_std: 0.2 },
      stage: 'token',
    });
    say({
      kind: 'step',
      runId: 'a',
      step: 2,
      metrics: { reward: 0.625, reward_std: 0.2 },
      stage: 'token',
    });
    const chart = page.getByRole('figure').filter({ hasText: 'Reward' });
    await expect.element(chart).toHaveTextContent(/^Reward 0.625/);
    await chart.getByText('Meaning and numbers').click();
    await expect.element(chart.getByRole('row', { name: '1 0.512 0.2' })).toBeVisible();
  });

  it('offers the slower backend instead of choosing it', async () => {
    const asked: string[] = [];
    const failure = {
      code: 'webgpu-missing',
      message: 'There is no WebGPU here.',
      hint: 'Use another browser.',
      step: null,
    } as const;
    await mount({
      load: (backend) => {
        asked.push(backend);
        return Promise.resolve(
          backend === 'webgpu' ? failed(failure) : ok({ ...engine, backend, isSoftware: true }),
        );
      },
    });
    await expect.element(page.getByRole('alert')).toHaveTextContent(/There is no WebGPU here/);
    await expect.element(button('Start')).toBeDisabled();
    expect(asked).toEqual(['webgpu']);
    await button('Use the slower WebAssembly backend').click();
    await expect.element(page.getByTestId('adapter')).toHaveTextContent('WebAssembly, slower');
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  });

  it('tells what failed at which step, keeps the run, and reloads', async () => {
    const { say, commands } = await mount();
    say(running);
    say({ kind: 'step', runId: 'a', step: 1, metrics: { reward: 0.5 }, stage: 'token' });
    await expect.element(page.getByRole('listbox', { name: /^Tokens/ })).toBeVisible();
    const failure = {
      code: 'not-finite',
      message: 'The loss became NaN.',
      hint: 'Lower the learning rate.',
      step: 2,
    } as const;
    say({ kind: 'failure', runId: 'a', failure });
    const alert = page.getByRole('alert');
    await expect.element(alert).toHaveTextContent(/at step 2.*became NaN.*Lower/);
    await expect.element(page.getByRole('listbox', { name: /^Tokens/ })).toBeVisible();
    await button('Reload the engine').click();
    await expect.element(alert).not.toBeInTheDocument();
    await expect.element(page.getByRole('listbox', { name: /^Tokens/ })).toBeVisible();
    expect(commands.slice(-2)).toEqual(['terminate', 'load webgpu']);
  });

  it('offers to go on from the checkpoint when the device is lost, says what is repeated, and does', async () => {
    const { say, commands } = await mount();
    const files = [{ name: 'run.json', bytes: Uint8Array.of(1) }];
    const reward = (step: number) => ({ step, metrics: { reward: step / 10, reward_std: 0 } });
    say(running);
    say({ kind: 'step', runId: 'a', stage: 'token', ...reward(1) });
    say({ kind: 'checkpoint', runId: 'a', step: 1, files });
    say({ kind: 'step', runId: 'a', stage: 'token', ...reward(2) });
    const failure = { code: 'device-lost', message: 'It is gone.', hint: '', step: 3 } as const;
    say({ kind: 'failure', runId: 'a', failure });
    await expect.element(page.getByRole('alert')).toHaveTextContent(/step 1: 1 finished step is/);
    const go = button('Continue from step 1');
    await expect.element(go).toHaveFocus();
    await expect.element(button('Reload the engine')).not.toBeInTheDocument();
    await go.click();
    await expect.poll(() => commands.at(-1)).toBe('continue');
    expect(commands.slice(-3)).toEqual(['terminate', 'load webgpu', 'continue']);
    const history = { steps: [reward(1)], evaluations: [], stages: [] };
    say({ kind: 'continued', runId: 'b', step: 1, config: defaultRunConfig, history });
    say({ kind: 'step', runId: 'b', stage: 'token', ...reward(2) });
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    const chart = page.getByRole('figure').filter({ hasText: 'Reward' });
    await chart.getByText('Meaning and numbers').click();
    const rows = chart.getByRole('row', { name: /^\d 0\.\d 0$/ });
    await expect.poll(() => rows.elements().length).toBe(2);
  });

  it('still offers the checkpoint after the engine was only reloaded', async () => {
    const { say, commands } = await mount();
    const files = [{ name: 'run.json', bytes: Uint8Array.of(1) }];
    say(running);
    say({ kind: 'checkpoint', runId: 'a', step: 1, files });
    const failure = { code: 'not-finite', message: 'NaN.', hint: 'Less.', step: 2 } as const;
    say({ kind: 'failure', runId: 'a', failure });
    await button('Reload the engine').click();
    await button('Continue from step 1').click();
    await expect.poll(() => commands.at(-1)).toBe('continue');
  });

  it('makes the settings form from the table and refuses what is out of range', async () => {
    const { store } = await mount();
    await button('Settings').click();
    const field = page.getByRole('textbox', { name: 'Learning rate', exact: true });
    await field.fill('0.001');
    expect(store.getState().config.learningRate).toBe(0.001);
    await field.fill('7');
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    expect(store.getState().config.learningRate).toBe(0.001);
    await page.getByRole('button', { name: /Learning rate is 0.001; reset/ }).click();
    expect(store.getState().config.learningRate).toBe(defaultRunConfig.learningRate);
  });

  it('takes the settings of a preset, keeps the seed, and says when they are none', async () => {
    const { store, controller } = await mount();
    controller.setConfig({ ...defaultRunConfig, seed: 9 });
    const preset = page.getByRole('combobox', { name: 'Preset' });
    await expect.element(preset).toHaveValue('token-grpo');
    await preset.selectOptions('SFT only');
    expect(store.getState().config).toEqual(presetConfig('sft', 9));
    await expect.element(page.getByRole('button', { name: /^RL steps is 0; reset/ })).toBeVisible();
    await page.getByRole('button', { name: /^SFT steps is 40; reset/ }).click();
    expect(store.getState().config).toMatchObject({ sftSteps: 0, maxSteps: 0 });
    await expect.element(preset).toHaveDisplayValue('Custom');
  });

  it('names the stage, draws its loss, and lists an alarm that can be put away', async () => {
    const { say } = await mount();
    say(running);
    say({ kind: 'stage', runId: 'a', stage: 'sft', from: 1 });
    const loss = { 'sft/loss': 0.25, grad_norm: 1 };
    say({ kind: 'step', runId: 'a', step: 1, metrics: loss, stage: 'sft' });
    const chart = page.getByRole('figure').filter({ hasText: 'SFT loss' });
    await expect.element(chart).toHaveTextContent(/^SFT loss 0.25/);
    say({ kind: 'stage', runId: 'a', stage: 'outcome', from: 2 });
    await expect.element(page.getByText(/^Outcome RL, step 1 of/)).toBeVisible();
    const alarm = { kind: 'kl-blow-up', step: 12, value: 0.3125, limit: 0.2 } as const;
    say({ kind: 'alarm', runId: 'a', alarm });
    const banner = page.getByRole('region', { name: 'Alarms' });
    await banner.getByText('Step 12: The model leaves its reference').click();
    await expect
      .element(banner)
      .toHaveTextContent(/0\.313, threshold 0\.2.*Go back to a checkpoint/);
    await banner.getByRole('button', { name: 'Put away' }).click();
    await expect.element(banner).not.toBeInTheDocument();
  });
});
