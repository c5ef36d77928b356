/** The commands with which each known server is started, so that a page may ask it. */

export interface ServerCommand {
  readonly server: string;
  readonly command: string;
}

/** What a command must name. */
interface Place {
  readonly model: string;
  /** Where the page comes from; null outside of one. */
  readonly origin: string | null;
  readonly port: string;
}

/** One word of a shell: what is not plain stands in quotes. */
const word = (text: string) =>
  /^[\w./:@%+=,-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

export function startCommands({ model, port }: Place): ServerCommand[] {
  return [
    { server: 'Ollama', command: `OLLAMA_HOST=127.0.0.1:${port} ollama serve` },
    { server: 'llama.cpp', command: `llama-server -m model.gguf --port ${port}` },
    { server: 'LM Studio', command: `lms server start --port ${port} --cors` },
    { server: 'vLLM', command: `vllm serve ${word(model)} --port ${port}` },
  ];
}

export function modelCommands({ model, port }: Place): ServerCommand[] {
  return [
    { server: 'Ollama', command: `ollama pull ${word(model)}` },
    {
      server: 'llama.cpp',
      command: `llama-server -m model.gguf --alias ${word(model)} --port ${port}`,
    },
    { server: 'LM Studio', command: `lms load ${word(model)}` },
    {
      server: 'vLLM',
      command: `vllm serve ${word(model)} --served-model-name ${word(model)} --port ${port}`,
    },
  ];
}

export function corsCommands({ model, origin, port }: Place): ServerCommand[] {
  const page = origin ?? '*';
  return [
    { server: 'Ollama', command: `OLLAMA_ORIGINS=${word(page)} ollama serve` },
    { server: 'Ollama (macOS app)', command: `launchctl setenv OLLAMA_ORIGINS ${word(page)}` },
    { server: 'Ollama (Windows)', command: `setx OLLAMA_ORIGINS "${page}"` },
    { server: 'llama.cpp', command: `llama-server -m model.gguf --port ${port}` },
    { server: 'LM Studio', command: `lms server start --port ${port} --cors` },
    {
      server: 'vLLM',
      command: `vllm serve ${word(model)} --port ${port} --allowed-origins '["${page}"]'`,
    },
  ];
}

export function jsonCommands({ model, port }: Place): ServerCommand[] {
  return [
    { server: 'Ollama', command: 'ollama pull qwen2.5-coder:7b' },
    { server: 'llama.cpp', command: `llama-server -m model.gguf --port ${port} --jinja -c 8192` },
    { server: 'LM Studio', command: `lms load ${word(model)} --context-length 8192` },
    { server: 'vLLM', command: `vllm serve ${word(model)} --port ${port} --max-model-len 8192` },
  ];
}
