package org.streamrecall.flink.rpc;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ServiceLoader;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.rpc.AddressResolution;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.runtime.rpc.RpcSystemLoader;

/**
 * Loads Flink's RPC system once per process. Each local cluster would unpack a jar of 20 MB and
 * load its classes anew, which is most of what a test's cluster costs. A process that users run has
 * one cluster.
 */
public final class OneRpcSystem implements RpcSystemLoader {
  private static RpcSystem loaded;

  /** Before Flink's own, which has 0. */
  @Override
  public int getLoadPriority() {
    return -1;
  }

  /** With no cluster's configuration: its files are not those of a folder that ends with one. */
  @Override
  public RpcSystem loadRpcSystem(Configuration configuration) {
    synchronized (OneRpcSystem.class) {
      if (loaded == null) {
        loaded = flinks().loadRpcSystem(new Configuration());
        Runtime.getRuntime().addShutdownHook(new Thread(loaded::close));
      }
      return new Unclosed(loaded);
    }
  }

  private static RpcSystemLoader flinks() {
    return ServiceLoader.load(RpcSystemLoader.class).stream()
        .filter(loader -> loader.type() != OneRpcSystem.class)
        .findFirst()
        .orElseThrow()
        .get();
  }

  /** What a cluster is given, which closes it when it ends. */
  private record Unclosed(RpcSystem system) implements RpcSystem {
    @Override
    public RpcServiceBuilder localServiceBuilder(Configuration configuration) {
      return system.localServiceBuilder(configuration);
    }

    @Override
    public RpcServiceBuilder remoteServiceBuilder(
        Configuration configuration, String externalAddress, String externalPortRange) {
      return system.remoteServiceBuilder(configuration, externalAddress, externalPortRange);
    }

    @Override
    public String getRpcUrl(
        String hostname,
        int port,
        String endpoint,
        AddressResolution resolution,
        Configuration configuration)
        throws UnknownHostException {
      return system.getRpcUrl(hostname, port, endpoint, resolution, configuration);
    }

    @Override
    public InetSocketAddress getInetSocketAddressFromRpcUrl(String url) throws Exception {
      return system.getInetSocketAddressFromRpcUrl(url);
    }

    @Override
    public long getMaximumMessageSizeInBytes(Configuration configuration) {
      return system.getMaximumMessageSizeInBytes(configuration);
    }
  }
}
