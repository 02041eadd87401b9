/** Plugins, agents, credentials, and who asks, as `api/json` shows them. */
import type { Folder } from '../items.js';
import type { Account, Node } from '../types.js';
import type { World } from '../world.js';
import { type Bean, bean } from './bean.js';

const NODES: readonly Node[] = [{ name: 'built-in', executors: 2, labels: ['built-in'] }];

export function pluginsBean(world: World): Bean {
  const plugins = world.plugins.map(({ id, version, active = true }) =>
    bean(null, {
      active,
      backupVersion: null,
      bundled: false,
      deleted: false,
      dependencies: [],
      detached: false,
      downgradable: false,
      enabled: active,
      hasUpdate: false,
      longName: id,
      pinned: false,
      shortName: id,
      url: `https://plugins.jenkins.io/${id}`,
      version,
    }),
  );
  return bean('hudson.LocalPluginManager', { plugins });
}

export function computersBean(world: World): Bean {
  const computer = (world.options.nodes ?? NODES).map((node) => {
    const isBuiltIn = node.name === 'built-in';
    const labels = [...new Set([...(node.labels ?? []), node.name])];
    return bean(isBuiltIn ? 'hudson.model.Hudson$MasterComputer' : 'hudson.slaves.SlaveComputer', {
      actions: [],
      assignedLabels: labels.map((name) => bean(null, { name }, 2)),
      description: '',
      displayName: isBuiltIn ? 'Built-In Node' : node.name,
      executors: [],
      idle: true,
      jnlpAgent: false,
      launchSupported: true,
      numExecutors: node.executors ?? 1,
      offline: node.offline ?? false,
      offlineCause: null,
      offlineCauseReason: '',
      temporarilyOffline: false,
    });
  });
  return bean('hudson.model.ComputerSet', {
    busyExecutors: world.running().length,
    computer,
    displayName: 'Nodes',
    totalExecutors: 2,
  });
}

export function credentialsBean(folder: Folder): Bean {
  const credentials = [...folder.credentials.values()].map(({ id, typeName, description }) =>
    bean('com.cloudbees.plugins.credentials.CredentialsStoreAction$CredentialsWrapper', {
      description,
      displayName: `${id}${description === '' ? '' : ` (${description})`}`,
      fingerprint: null,
      fullName: `${folder.parent ? 'folder' : 'system'}/_/${id}`,
      id,
      typeName,
    }),
  );
  return bean('com.cloudbees.plugins.credentials.CredentialsStoreAction$DomainWrapper', {
    credentials,
    description: 'Credentials that should be available irrespective of domain specification.',
    displayName: 'Global credentials (unrestricted)',
    fullDisplayName: 'Global credentials (unrestricted)',
    fullName: `${folder.parent ? 'folder' : 'system'}/_`,
    global: true,
    urlName: '_',
  });
}

export function whoBean(account: Account | null): Bean {
  return bean('hudson.security.WhoAmI', {
    anonymous: account === null,
    authenticated: account !== null,
    authorities: ['authenticated'],
    details: null,
    name: account?.user ?? 'anonymous',
    toString: 'org.springframework.security.authentication.UsernamePasswordAuthenticationToken',
  });
}

/** @param url of the controller */
export function userBean(account: Account, url: string): Bean {
  return bean('hudson.model.User', {
    absoluteUrl: `${url}/user/${account.user}`,
    description: null,
    fullName: account.name ?? account.user,
    id: account.user,
    property: [],
  });
}
