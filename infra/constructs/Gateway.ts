import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { gatewayKeys, needsToken, type Route } from '../../functions/shared/api/route.ts';
import type { Stage } from '../stages.ts';
import { cors } from './cors.ts';
import type { Functions } from './Functions.ts';
import type { Identity } from './Identity.ts';
import { removalPolicy } from './removalPolicy.ts';

export interface GatewayProps {
  readonly stage: Stage;
  readonly routes: Readonly<Record<string, Route>>;
  readonly functions: Functions;
  readonly identity: Identity;
}

/** The HTTP API: one gateway route for each key of the route table; those for the staff's programs require a token. */
export class Gateway extends Construct {
  readonly api: HttpApi;
  readonly domainName: string;

  constructor(scope: Construct, id: string, { stage, routes, functions, identity }: GatewayProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      description: 'Broadsheet',
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: [...cors.allowOrigins],
        allowMethods: cors.allowMethods.map((method) => CorsHttpMethod[method]),
        allowHeaders: [...cors.allowHeaders],
        exposeHeaders: [...cors.exposeHeaders],
        maxAge: Duration.seconds(cors.maxAgeSeconds),
      },
    });
    const integrations = new Map(
      [...functions.byName].map(([name, fn]) => [
        name,
        new HttpLambdaIntegration(`${name}.integration`, fn, { scopePermissionToRoute: false }),
      ]),
    );
    const made = new Map<string, string>();
    for (const [operationId, route] of Object.entries(routes)) {
      const integration = integrations.get(route.function);
      if (!integration) throw new Error(`No function owns ${operationId}`);
      for (const key of gatewayKeys(route)) {
        const owner = made.get(key) ?? route.function;
        if (owner !== route.function) throw new Error(`${key} leads to ${owner}, and cannot lead to ${route.function}`);
        if (made.has(key)) continue;
        made.set(key, owner);
        const gatewayRoute = new HttpRoute(this, key, {
          httpApi: this.api,
          routeKey: toHttpRouteKey(key),
          integration,
          ...(needsToken(route) ? { authorizer: identity.authorizer } : {}),
        });
        if (!needsToken(route)) {
          Validations.of(gatewayRoute).acknowledge({
            id: 'AwsSolutions::AwsSolutions-APIG4',
            reason:
              route.proxy === undefined
                ? 'The route is for everybody: what it reads is published, what it takes is held for moderation.'
                : 'A browser sends the desk a cookie, which the function opens and checks (docs/decisions/0044).',
          });
        }
      }
    }

    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: stage.logRetentionDays,
      removalPolicy: removalPolicy(stage),
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.throttling.rate, burstLimit: stage.throttling.burst },
      detailedMetricsEnabled: false,
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
    const { region, urlSuffix } = Stack.of(this);
    this.domainName = `${this.api.apiId}.execute-api.${region}.${urlSuffix}`;
  }
}

/**
 * One JSON line for each request, without the reader's address: the log is kept longer than we promise to keep
 * addresses.
 */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    time: '$context.requestTime',
    requestId: '$context.requestId',
    routeKey: '$context.routeKey',
    path: '$context.path',
    status: '$context.status',
    bytes: '$context.responseLength',
    milliseconds: '$context.responseLatency',
    integrationError: '$context.integrationErrorMessage',
  }),
);

function toHttpRouteKey(key: string): HttpRouteKey {
  if (key === '$default') return HttpRouteKey.DEFAULT;
  const [method = '', path = ''] = key.split(' ');
  return HttpRouteKey.with(path, HttpMethod[method as keyof typeof HttpMethod]);
}
