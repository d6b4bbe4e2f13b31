package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.streamrecall.client.KafkaAccess;

/** A secured broker whose users may do what access control lists say, and nothing else. */
final class AclBroker implements AutoCloseable {
  private final SecuredBroker secured;
  private final Admin admin; // of its open port, where everything is allowed

  private AclBroker(SecuredBroker secured) {
    this.secured = secured;
    admin = Admin.create(Map.of("bootstrap.servers", secured.openServers()));
  }

  static AclBroker start(Path folder, List<String> users) throws Exception {
    return new AclBroker(
        SecuredBroker.start(
            folder,
            users,
            Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS")));
  }

  SecuredBroker secured() {
    return secured;
  }

  KafkaAccess access(String user) {
    return secured.access(user);
  }

  /** Gives rights, and waits until the broker goes by them. */
  void grant(Collection<AclBinding> rights) throws Exception {
    admin.createAcls(rights).all().get();
    awaitThat(rights, true);
  }

  /** The same of taking them away. */
  void revoke(Collection<AclBinding> rights) throws Exception {
    admin.deleteAcls(rights.stream().map(AclBinding::toFilter).toList()).all().get();
    awaitThat(rights, false);
  }

  private void awaitThat(Collection<AclBinding> rights, boolean granted) throws Exception {
    for (int i = 0; ; i++) {
      Set<AclBinding> now = new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get());
      if (granted ? now.containsAll(rights) : rights.stream().noneMatch(now::contains)) {
        return;
      }
      assertThat(i).isLessThan(500);
      Thread.sleep(10);
    }
  }

  @Override
  public void close() {
    admin.close();
    secured.close();
  }
}
