import { viewNetwork } from '../../engine/index.ts';
import { metricsText } from '../metrics-text.ts';
import { operation } from '../operation.ts';

export const showNetwork = operation({
  method: 'get',
  path: '/network',
  summary: 'How every node, queue, timer and worker fares, and what to look at',
  access: 'signedIn',
  schemas: {},
  async handle(context, { actor, command }) {
    return { body: await viewNetwork(context, actor, command.at) };
  },
});

export const showMetrics = operation({
  method: 'get',
  path: '/metrics',
  summary: 'The same as metrics for Prometheus',
  access: 'signedIn',
  produces: 'text/plain',
  schemas: {},
  async handle(context, { actor, command }) {
    const text = metricsText(await viewNetwork(context, actor, command.at));
    return {
      async write(response) {
        response.setHeader('Content-Type', 'text/plain; version=0.0.4; charset=utf-8');
        response.end(text);
      },
    };
  },
});
